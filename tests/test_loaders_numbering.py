"""Numbers that a word processor prints are counted as it counts them."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pytest

from loaders.files.docx import convert
from loaders.files.numbering import Numbering
from tests.small_formats import definition, level, listed, paragraph, word


def printed(numbering: str, *items: tuple[int, int]) -> list[str]:
    """What is printed before paragraphs in lists at levels, by the definitions of a numbering part."""
    read = convert(word("".join(paragraph("x", numbered=item) for item in items), {"numbering": numbering}), "x.docx")
    return [line.removesuffix("x").strip() for line in read.text.split("\n\n")]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("decimal", ["1.", "2.", "28."]),
        ("decimalZero", ["01.", "02.", "28."]),
        ("lowerLetter", ["a.", "b.", "bb."]),
        ("upperLetter", ["A.", "B.", "BB."]),
        ("lowerRoman", ["i.", "ii.", "xxviii."]),
        ("upperRoman", ["I.", "II.", "XXVIII."]),
        ("ordinal", ["1st.", "2nd.", "28th."]),
        ("cardinalText", ["1.", "2.", "28."]),
        ("none", [".", ".", "."]),
    ],
)
def test_every_format_prints_its_numbers(form: str, expected: list[str]) -> None:
    """After the twenty-sixth letter letters are doubled; numbers in words are printed in digits."""
    found = printed(definition(1, level(0, form, "%1.")) + listed(1, 1), *[(1, 0)] * 28)
    assert [found[0], found[1], found[27]] == expected


def test_levels_are_joined_and_restart_below_a_new_number() -> None:
    """1, 1.1, 1.2, 1.2.a, 2, 2.1: each level counts on until one above it does."""
    levels = level(0, "decimal", "%1"), level(1, "decimal", "%1.%2"), level(2, "lowerLetter", "%1.%2.%3")
    items = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1)]
    assert printed(definition(1, *levels) + listed(1, 1), *items) == ["1", "1.1", "1.2", "1.2.a", "2", "2.1"]


def test_a_level_that_was_not_used_stands_at_its_first_number() -> None:
    """A document may begin with an objective 1.1 under no goal."""
    levels = level(0, "decimal", "%1"), level(1, "decimal", "%1.%2")
    assert printed(definition(1, *levels) + listed(1, 1), (1, 1), (1, 1), (1, 0)) == ["1.1", "1.2", "1"]


@pytest.mark.parametrize(("restart", "expected"), [("0", "2"), ("1", "1"), ("2", "1")])
def test_a_level_may_go_on_counting_below_a_new_number(restart: str, expected: str) -> None:
    """`lvlRestart` 0 never restarts; else the use of that level, or of one above it, does."""
    third = level(2, "decimal", "%3", f'<w:lvlRestart w:val="{restart}"/>')
    levels = level(0, "decimal", "%1"), level(1, "decimal", "%2"), third
    found = printed(definition(1, *levels) + listed(1, 1), (1, 0), (1, 1), (1, 2), (1, 0), (1, 2))
    assert found[-1] == expected


def test_a_restart_names_the_level_that_causes_it() -> None:
    """With `lvlRestart` 1 the second level's numbers leave the third alone."""
    third = level(2, "decimal", "%3", '<w:lvlRestart w:val="1"/>')
    levels = level(0, "decimal", "%1"), level(1, "decimal", "%2"), third
    found = printed(definition(1, *levels) + listed(1, 1), (1, 0), (1, 1), (1, 2), (1, 1), (1, 2))
    assert found[-1] == "2"


def test_legal_numbering_shows_every_level_in_digits() -> None:
    """`isLgl`: Article IV has section 4.1."""
    levels = level(0, "upperRoman", "Article %1"), level(1, "decimal", "%1.%2", "<w:isLgl/>")
    found = printed(definition(1, *levels) + listed(1, 1), *[(1, 0)] * 4, (1, 1))
    assert found[-2:] == ["Article IV", "4.1"]


def test_lists_of_one_definition_count_on_unless_one_restarts() -> None:
    """Two lists that share a definition are one count; an override restarts it once."""
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    lists = definition(1, level(0, "decimal", "%1.")) + listed(1, 1) + listed(2, 1) + listed(3, 1, restart)
    items = [(1, 0), (2, 0), (3, 0), (3, 0), (1, 0)]
    assert printed(lists, *items) == ["1.", "2.", "5.", "6.", "7."]


def test_a_list_may_have_a_level_of_its_own() -> None:
    """An override may hold a whole level."""
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "lowerLetter", "(%1)")}</w:lvlOverride>'
    assert printed(definition(1, level(0, "decimal", "%1.")) + listed(1, 1, own), (1, 0)) == ["(a)"]


def test_a_definition_may_take_its_levels_from_a_list_style() -> None:
    """`numStyleLink` names the style that another definition is for."""
    alias = '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="Points"/></w:abstractNum>'
    linked = definition(1, '<w:styleLink w:val="Points"/>', level(0, "decimal", "%1)"))
    assert printed(linked + alias + listed(1, 2), (1, 0), (1, 0)) == ["1)", "2)"]


@pytest.mark.parametrize(
    ("glyph", "expected"),
    [("\uf0b7", "•"), ("\uf0a7", "▪"), ("\uf0fc", "✓"), ("\uf099", "•"), ("o", "◦"), ("–", "–"), ("", "•")],
)
def test_bullets_are_the_signs_that_are_seen(glyph: str, expected: str) -> None:
    """Symbol fonts keep them in private places, and Courier's "o" is a ring."""
    assert printed(definition(1, level(0, "bullet", glyph)) + listed(1, 1), (1, 0)) == [expected]


def test_a_style_may_stand_for_a_level() -> None:
    """A heading is numbered by its style, at the level that names the style, and a paragraph may opt out."""
    second = level(1, "decimal", "%1.%2", '<w:pStyle w:val="H2"/>')
    numbering = definition(1, level(0, "decimal", "%1", '<w:pStyle w:val="H1"/>'), second) + listed(1, 1)
    numbered = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = "".join(f'<w:style w:styleId="{name}">{numbered}</w:style>' for name in ("H1", "H2"))
    styles += '<w:style w:styleId="H2x"><w:basedOn w:val="H2"/></w:style>'
    loop = "".join(f'<w:style w:styleId="{a}"><w:basedOn w:val="{b}"/></w:style>' for a, b in ("PQ", "QP"))
    body = "".join(paragraph("x", name) for name in ("H1", "H2", "H2", "P")) + paragraph("y", "H1", numbered=(0, 0))
    read = convert(word(body, {"numbering": numbering, "styles": styles + loop}), "x.docx")
    assert read.text == "1 x\n\n1.1 x\n\n1.2 x\n\nx\n\ny"


def test_an_unknown_list_prints_nothing() -> None:
    """A paragraph may name a list that was deleted."""
    assert Numbering(None).next("1", 0) is None
    assert Numbering(Element("numbering")).next("1", 8) is None
    assert printed(definition(1, level(0, "decimal", "%1.")) + listed(1, 9), (1, 0)) == [""]
