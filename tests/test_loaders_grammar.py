"""Tokens, markers, labels, furniture, known names and short forms: the parts that grammars are made of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.names.acronyms import definitions, initials_match
from loaders.pages.columns import columns
from loaders.pages.labels import Labels
from loaders.pages.layout import Furniture, furniture, lines_of
from loaders.pages.markers import bullet, is_lone_bullet, markers, roman
from loaders.pages.outline import outline
from loaders.things.addresses import addresses
from loaders.words.tokens import sentences, tokenize
from tests.readings import library


def never(_: str) -> bool:
    """No line is known."""
    return False


def kinds(text: str) -> list[Furniture | None]:
    """Why each line of a text is furniture, if it is."""
    found = furniture(lines_of(text), lambda line: line == "Print", lambda line: line == "Back to Top", never)
    return [found.get(i) for i in range(len(lines_of(text)))]


@given(st.text(alphabet=st.sampled_from("aB.'’s-(1,5) é$"), max_size=40))
def test_tokens_hold_every_visible_character_in_order(text: str) -> None:
    """Tokens do not overlap, and only white space stands between them."""
    tokens = tokenize(text)
    assert [text[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True)] == tokens.forms
    assert "".join(tokens.forms) == "".join(text.split()) or any(form.count(" ") for form in tokens.forms)


@given(st.text(alphabet=st.sampled_from("Ab. ?!”D.C"), max_size=40))
def test_sentences_share_out_the_tokens(text: str) -> None:
    """Every token is in exactly one sentence."""
    tokens = tokenize(text)
    assert [i for first, last in sentences(tokens) for i in range(first, last)] == list(range(len(tokens)))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("They met in Washington, D.C. The talks went well.", 2),
        ("Gen. Rosas spoke. He left.", 2),
        ("The U.S. Congress met.", 1),
        ("Under No. 5 it is so.", 1),
    ],
)
def test_a_full_stop_of_an_abbreviation_ends_no_sentence(text: str, count: int) -> None:
    """Abbreviations and initials go on unless a function word follows."""
    assert len(list(sentences(tokenize(text)))) == count


@pytest.mark.parametrize(
    ("line", "styles"),
    [
        ("1. Act", ["1"]),
        ("1.2 Act", ["1.1"]),
        ("(i) Act", ["a", "i"]),
        ("IV. Act", ["I"]),
        ("a) Act", ["a"]),
        ("5 days", []),
    ],
)
def test_a_marker_is_read_in_every_way_it_can_be(line: str, styles: list[str]) -> None:
    """A bare number is no marker; a letter may be a Roman numeral."""
    assert [marker.style for marker in markers(line)] == styles


def test_bullets_and_roman_numerals() -> None:
    """A bullet opens a line, or stands alone on it."""
    assert bullet("• Act") == ("•", 2)
    assert bullet("-20 degrees") is None
    assert is_lone_bullet("•")
    assert [roman(text) for text in ("iv", "XIX", "iiii", "word")] == [4, 19, None, None]


@pytest.mark.parametrize(
    ("line", "word", "number"),
    [
        ("ARTICLE 7  Costs", "article", "7"),
        ("Pillar Two: Trade", "pillar", "2"),
        ("Artículo IV.- Costos", "articulo", "IV"),
        ("Objective 1.2: Trade", "objective", "1.2"),
    ],
)
def test_a_label_is_a_word_with_a_number(line: str, word: str, number: str) -> None:
    """Known labels are read from one line, with their number as it is cited."""
    label = Labels(library().lexicon, [line]).at(line)
    assert label is not None
    assert (label.word, label.number) == (word, number)


def test_an_unknown_label_is_read_where_it_recurs() -> None:
    """Two numbers after the same words make them the document's own label."""
    lines = ["River Field 1: Fish", "River Field 2: Boats"]
    assert [found and found.number for found in map(Labels(library().lexicon, lines).at, lines)] == ["1", "2"]
    assert Labels(library().lexicon, lines[:1]).at(lines[0]) is None


def test_page_numbers_and_running_heads_are_furniture() -> None:
    """A number alone between blank lines, and a line that recurs beside it."""
    text = "Border Plan\n\nFirst text.\n\n1\n\nBorder Plan\n\nMore text.\n\n2\n\nBorder Plan\n\nLast text.\n\n3\n"
    found = kinds(text)
    assert found[2::3] == [Furniture.PAGE_NUMBER] * 3
    assert found[0::3] == [Furniture.RUNNING_HEAD] * 3
    assert found[1::3] == [None] * 3


def test_contents_and_chrome_are_furniture() -> None:
    """Entries that end in page numbers, phrases of web pages, and all that follows the end of the content."""
    contents = "Foreword ........ 1\nTrade ........ 5\nBorders ........ 9\n"
    assert kinds(contents) == [Furniture.CONTENTS] * 3
    assert kinds("Print\nText.\nText.\nBack to Top\nLinks") == [
        Furniture.CHROME,
        None,
        None,
        Furniture.CHROME,
        Furniture.CHROME,
    ]


def test_two_columns_are_read_one_after_the_other() -> None:
    """Two rows at least with a wide gap; one such line is only a line."""
    lines = lines_of("Jorge Pruebas        Ann Sample\nMinister             Secretary\n")
    left, right = columns(lines, set())[0]
    assert len(left) == len(right) == 2
    assert columns(lines[:1], set()) == {}


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("BNC", "Binational Commission"),
        ("PGR", "Procuraduría General de la República"),
        ("HLCG", "High-Level Contact Group"),
    ],
)
def test_initials_spell_a_name(short: str, name: str) -> None:
    """Small words need no letter, and a prefix may give one more."""
    assert initials_match(short, name)
    assert not initials_match(short + "X", name)


def test_parentheses_define_acronyms_and_quoted_names() -> None:
    """Cue words and quotation marks are not part of the short form; an aside defines nothing."""
    text = 'the Commission (hereinafter "the Body") and the Group (HLCG) met (as planned)'
    tokens = tokenize(text)
    assert [tokens.between(d.first, d.last) for d in definitions(tokens)] == ["Body", "HLCG"]


def test_addresses_are_unique_and_made_of_printed_numbers() -> None:
    """A list that begins again under one parent is told from the first."""
    actions = "Actions\n\n1. Share lists.\n2. Meet.\n\n"
    text = f"Objectives\n\n1. Stop traffic.\n2. Stop violence.\n\n{actions}{actions}"
    nodes = outline(text, library().lexicon).nodes()
    found = list(addresses(nodes, "d").values())
    assert len(set(found)) == len(nodes) == 6
    assert found[:4] == ["d/objective/1", "d/objective/2", "d/action/1", "d/action/2"]


def test_a_known_name_takes_the_capitals_of_its_label() -> None:
    """An acronym in lower case is another word; accents and hyphens do not matter."""
    things = library().things
    named = [[h.senses[0].concept.iri for h in things.find(tokenize(f"{e}rida Initiative"))] for e in ("Me", "Mé")]
    assert named[0] == named[1] != []
    assert not list(things.find(tokenize("they fast and who ate")))
