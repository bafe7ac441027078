"""The tree of provisions: what a number, a label or a bullet opens, and what it does not."""

import textwrap

from hypothesis import given, settings
from hypothesis import strategies as st

from comity.documents import bundled
from loaders.pages.outline import outline
from loaders.pages.provisions import Node, Outline
from ontology.terms import COMITY
from tests.readings import library

STRATEGY = (bundled() / "binational-drug-strategy-1998.txt").read_text(encoding="utf-8")


def parse(text: str) -> Outline:
    """The outline of a text."""
    return outline(text, library().lexicon)


def numbers(text: str) -> list[str | None]:
    """The printed numbers of the provisions, parents before children."""
    return [node.number for node in parse(text).nodes()]


def depth(node: Node) -> int:
    """How many provisions a provision is part of."""
    return 0 if node.parent is None else 1 + depth(node.parent)


def counts(text: str) -> tuple[int, int, int]:
    """Points, objectives and actions of a strategy."""
    classes = [node.mints for node in parse(text).nodes()]
    points = sum(classes.count(each) for each in (COMITY.Point, COMITY.AlliancePoint))
    return points, classes.count(COMITY.Objective), classes.count(COMITY.Action)


def test_the_strategy_has_its_points_objectives_and_actions() -> None:
    """Each is found once, although every point is stated twice."""
    assert counts(STRATEGY) == (16, 57, 146)


def test_line_ends_and_hard_blanks_do_not_change_the_outline() -> None:
    """Files of other systems have other line ends, and word processors put hard blanks after numbers."""
    assert counts(STRATEGY.replace("\n", "\r\n")) == (16, 57, 146)
    assert counts(STRATEGY.replace(". ", ".\u00a0")) == (16, 57, 146)


def test_what_a_document_calls_its_points_does_not_matter() -> None:
    """A label that recurs with several numbers opens points, whatever its words."""
    assert counts(STRATEGY.replace("Alliance Point", "Pillar")) == (16, 57, 146)


@settings(max_examples=5)
@given(st.sets(st.integers(min_value=0, max_value=400), max_size=12))
def test_blank_lines_within_items_do_not_change_the_outline(places: set[int]) -> None:
    """An item whose sentence has not ended goes on after a blank line."""
    lines = STRATEGY.split("\n")
    open_ends = [i for i in range(200, len(lines) - 1) if len(lines[i]) > 60 and lines[i + 1][:1].islower()]
    chosen = {open_ends[place % len(open_ends)] for place in places}
    assert counts("\n".join(line + "\n" * (i in chosen) for i, line in enumerate(lines))) == (16, 57, 146)


def test_a_number_opens_a_provision_only_where_it_continues_a_list() -> None:
    """Years and cross-references that begin a line are part of the text."""
    text = (
        "The parties will:\n\n1. meet every year, as agreed in\n1998. They will also\n2. exchange lists.\n3. report.\n"
    )
    assert numbers(text) == ["1", "2", "3"]


def test_dotted_numbers_nest() -> None:
    """A number that extends another one lies below it."""
    nodes = parse("1. Reduce demand.\n1.1 Inform the young.\n1.2 Treat addicts.\n2. Reduce supply.\n").nodes()
    assert [(node.number, depth(node)) for node in nodes] == [("1", 0), ("1.1", 1), ("1.2", 1), ("2", 0)]


def test_a_lone_bullet_takes_the_line_below_as_its_text() -> None:
    """Conversion often sets a bullet on a line of its own."""
    text = "The sides agreed on:\n\n•\nJoint patrols on the river.\n•\nA hotline of the two police forces.\n"
    found = parse(text)
    assert [text[start:end] for node in found.nodes() for start, end in node.pieces] == [
        "Joint patrols on the river.",
        "A hotline of the two police forces.",
    ]


def test_a_menu_is_no_list_of_provisions() -> None:
    """Short numbered entries without a lead-in are links of a page."""
    text = "The two governments met on Monday to speak of the border and trade.\n\n1. Home\n2. Politics\n3. Sport\n"
    assert numbers(text) == []


def test_articles_hold_their_paragraphs_and_letters() -> None:
    """The numbers of an article's paragraphs begin again in each article."""
    text = (
        "ARTICLE 1\nDefinitions\n\n1. The terms have their usual meaning.\n2. Terms in use:\n(a) goods of trade;\n"
        "(b) services of all kinds.\n\nARTICLE 2\nScope\n\n1. The treaty covers goods.\n2. It covers services.\n"
    )
    assert numbers(text) == ["1", "1", "2", "a", "b", "2", "1", "2"]


def test_an_ordinal_alone_opens_a_clause_where_the_first_and_the_second_do() -> None:
    """Spanish agreements number their clauses in words; "First, …" in prose opens nothing."""
    assert numbers("ACUERDOS\n\nPRIMERO. Crear un comité.\n\nSEGUNDO.- Abrir un puente.\n\nTERCERO: Firmar.\n") == list(
        "123"
    )
    assert numbers("First. A word about the past.\n\nThe rest is new.\n") == []


def test_a_label_may_carry_a_figure_with_a_letter_and_follow_a_bullet() -> None:
    """As in "Outcome 1A: …" and "• Action 1.1.2: …"."""
    assert numbers("Outcome 1A: The fleet is known.\n\nOutcome 1B: Transfers end.\n") == ["1A", "1B"]
    assert numbers("Objective 1.1: Boats\n\n• Action 1.1.1: Buy six.\n• Action 1.1.2: Hold a drill.\n")[1:] == [
        "1.1.1",
        "1.1.2",
    ]


def test_the_formula_of_signature_is_no_part_of_the_last_article() -> None:
    """What follows "Done at …" belongs to the whole document."""
    text = (
        "Article 1\nDuration\n\nIt lasts for a year and is then renewed.\n\n"
        "Article 2. Costs\n\nEach side pays for what it sends to the other.\n\nDone at Oslo on 3 May 2001.\n"
    )
    assert [node.number for node in parse(text).nodes()] == ["1", "2"]
    pieces = parse(text).nodes()[1].pieces
    assert [text[start:end] for start, end in pieces] == ["Each side pays for what it sends to the other."]


def test_labels_below_a_numbered_heading_are_part_of_its_section() -> None:
    """The list of sections goes on after them."""
    text = (
        "I. The threat\n\nA. It is great.\n\nB. It grows.\n\nII. Aims\n\nGoals\n\n"
        "Goal 1. Fewer ships.\n\nGoal 2. More trees.\n\n"
        "III. Means\n\nA. Money is needed.\n\nB. So is time.\n"
    )
    found = {(node.label, node.number): node.parent.number if node.parent else None for node in parse(text).nodes()}
    assert found["Goal", "2"] == "II"
    assert found["", "III"] is None
    assert found["", "B"] == "III"


def test_a_statement_may_begin_with_a_paragraph_that_has_no_number() -> None:
    """The numbers then start at 2; a 2 that nothing goes on from opens nothing."""
    text = "The talks were held in Oslo.\n\n2. Both sides spoke.\n\n3. They agreed.\n\n4. They will meet again.\n"
    assert numbers(text) == ["2", "3", "4"]
    assert numbers("The talks were held.\n\n2. Both sides spoke.\n\nThey will meet again.\n") == []


def test_a_label_whose_number_extends_another_stands_below_it() -> None:
    """Though both labels rank alike; the numbers of its items extend its own."""
    text = (
        "OBJECTIVE A: KNOW THE SEA\n\nOutcome A1. A picture\n\n  A1.1  Norway will map it.\n\n  A1.2  Ghana too.\n\n"
        "Outcome A2. No blind spots\n\n  A2.1  Both will fly.\n\nOBJECTIVE B: STOP GUNS\n\n"
        "Outcome B1. Law\n\n  B1.1  Pass it.\n"
    )
    found = {node.number: node.parent.number if node.parent else None for node in parse(text).nodes()}
    assert found == {
        "A": None,
        "A1": "A",
        "A1.1": "A1",
        "A1.2": "A1",
        "A2": "A",
        "A2.1": "A2",
        "B": None,
        "B1": "B",
        "B1.1": "B1",
    }


def test_a_sentence_about_an_article_opens_none_however_wide_its_blanks() -> None:
    """The title of an article begins with a capital."""
    assert numbers("Article 1  sets out the scope.\n\nArticle 2  names the authorities.\n") == []


def test_numbers_of_several_parts_nest_labels_that_follow_without_a_blank_line() -> None:
    """Whatever the labels are called, 1.1.2 follows 1.1.1, and 1.2 ends it."""
    text = """Pillar 1. Crime

Objective 1.1 Break up the networks of smugglers.

Line of action 1.1.1 The police will hold talks.
Line of action 1.1.2 The prosecutors will form a team.

Objective 1.2 Reduce the trade in arms.

Line of action 1.2.1 The ministries will share records.
"""
    found = [(node.number, depth(node)) for node in parse(text).nodes()]
    assert found == [("1", 0), ("1.1", 1), ("1.1.1", 2), ("1.1.2", 2), ("1.2", 1), ("1.2.1", 2)]


def test_a_list_may_go_on_below_the_next_label_heading_or_numbered_heading() -> None:
    """Some documents number their paragraphs from first to last, whatever stands between."""
    labels = "Pillar I: Supply\n\n1. Train police.\n2. Open a school.\n\nPillar II: Demand\n\n3. Open a clinic.\n"
    assert [(n.number, depth(n)) for n in parse(labels).nodes()][3:] == [("II", 0), ("3", 1)]
    numbered = "I) Law\n\n(1) Sign it.\n(2) Ratify it.\n\nII) Trade\n\n(3) Extend it.\n\nIII) End\n\n(4) Meet.\n"
    assert [(n.number, depth(n)) for n in parse(numbered).nodes()][3:] == [("II", 0), ("3", 1), ("III", 0), ("4", 1)]


def test_a_second_lead_in_opens_a_second_list_of_the_same_item() -> None:
    """What the second side is to do follows the list of the first, and does not end the numbers around both."""
    text = (
        "1. The sides met.\n\n2. On the German side, the following was promised:\n\n   a) to train officers;\n   b) to "
        "pay.\n\nOn the Jordanian side, the Ministry will:\n\n   a) name an officer; and\n   b) report.\n\n"
        "3. All agreed.\n"
    )
    nodes = parse(text).nodes()
    assert [(n.number, depth(n)) for n in nodes] == [
        *[("1", 0), ("2", 0)],
        *[("a", 1), ("b", 1), ("a", 1), ("b", 1)],
        ("3", 0),
    ]
    lead_ins = [text[slice(*n.lead_in.spans[0])] for n in nodes if n.number == "b" and n.lead_in is not None]
    assert [words.split()[2] for words in lead_ins] == ["German", "Jordanian"]


def test_numbers_may_hold_dashes_letters_and_ordinal_signs() -> None:
    """As in "I-1", "3.a", "4(b)" and "1°"."""
    assert numbers("Track I: Fields\n\n   I-1   Burn the crop.\n   I-2   Rent boats.\n") == ["I", "I-1", "I-2"]
    assert numbers("Cluster 3 – Law\n\n3.a  Open an office.\n3.b  Send help.\n")[1:] == ["3.a", "3.b"]
    assert numbers("Point 4: Law\n\n4(a)  Open an office.\n4(b)  Send help.\n")[1:] == ["4(a)", "4(b)"]
    assert numbers("ARTICLE 1\n\n1° They meet.\n2° They talk.\n")[1:] == ["1", "2"]


def test_labels_nest_as_the_document_sets_them() -> None:
    """Chapters hold sections; so do the articles of some treaties; an annex stands in no item of another."""
    chapters = "Chapter 1: A\nSection 1: B\nSection 2: C\nChapter 2: D\nSection 1: E\n"
    assert [depth(n) for n in parse(chapters).nodes()] == [0, 1, 1, 0, 1]
    articles = "ARTICLE I: A\nSection 1: B\nSection 2: C\nARTICLE II: D\nSection 1: E\n"
    assert [depth(n) for n in parse(articles).nodes()] == [0, 1, 1, 0, 1]
    annexes = "ANNEX I: BUDGET\n\n1. Travel\n2. Training\n\nANNEX II: CONTACTS\n\n(1) Lisbon\n(2) Rabat\n"
    assert [depth(n) for n in parse(annexes).nodes()] == [0, 1, 1, 0, 1, 1]


def test_sections_hold_articles_that_hold_lists() -> None:
    """A list within an article does not hide the numbered heading above it."""
    text = (
        "I. GENERAL\n\nArticle 1\n\nThe fields are:\n(i) extradition;\n(ii) training.\n\nArticle 2\n\nThey meet.\n\n"
        "II. SPECIAL\n\nArticle 3\n\nThey pay.\n"
    )
    found = [(n.number, depth(n)) for n in parse(text).nodes()]
    assert found == [("I", 0), ("1", 1), ("i", 2), ("ii", 2), ("2", 1), ("II", 0), ("3", 1)]


def test_labels_in_bold_are_labels_and_no_bullets() -> None:
    """Plain text with the signs of Markdown sets headings between pairs of asterisks."""
    text = "**Workstream 1: Arms**\n\n• Deliverable 1.1 – Go.\n\n**Workstream 2: Gangs**\n\n• Deliverable 2.1 – Act.\n"
    assert [(n.number, depth(n)) for n in parse(text).nodes()] == [("1", 0), ("1.1", 1), ("2", 0), ("2.1", 1)]


def test_the_number_of_an_article_may_stand_in_brackets_or_have_an_ordinal_sign() -> None:
    """As texts translated from Arabic and Spanish number them; three such lines in a row are no running head."""
    articles = "\n\n".join(f"Article ({i})\nScope\n\nThe Parties shall meet in room {i}." for i in range(1, 5))
    assert numbers(f"Memorandum\n\n{articles}\n") == ["1", "2", "3", "4"]
    articles = "\n\n".join(f"Artículo {i}º.- Las Partes se reunirán." for i in range(1, 4))
    assert numbers(f"Convenio\n\n{articles}\n") == ["1", "2", "3"]


def test_strokes_set_numbers_off_and_a_list_goes_on_below_the_next_ordinal() -> None:
    """As Vietnamese treaties number their paragraphs, and Arab minutes their sections, with no line between."""
    text = "Article 1\nThe fields are:\n\na/ drugs;\nb/ arms.\n\nArticle 2\n1/ They meet.\n2/ They talk.\n"
    assert numbers(f"Treaty\n\n{text}") == ["1", "a", "b", "2", "1", "2"]
    text = "First: Drugs\n1. They met.\n2. They spoke.\n\nSecond: Ports\n3. They agreed.\n4. They paid.\n"
    found = [(n.number, depth(n)) for n in parse(f"Minutes\n\nThey said:\n\n{text}").nodes()]
    assert found == [("1", 0), ("1", 1), ("2", 1), ("2", 0), ("3", 1), ("4", 1)]


def test_an_ordinal_may_stand_before_the_word_of_a_label() -> None:
    """As translations from French have the first article."""
    assert numbers("Protocol\n\nFIRST ARTICLE: Object\nThey meet.\n\nARTICLE 2: Costs\nThey pay.\n") == ["1", "2"]


def test_numbers_that_nothing_sets_off_open_items_where_all_of_them_count() -> None:
    """Texts translated from Japanese number so; where the lines count nothing, they are none."""
    text = "Plan\n\nI Police\n\n1 Both will train officers.\n\n2 Both will meet.\n\nII Customs\n\nThey share lists.\n"
    assert [(n.number, depth(n)) for n in parse(text).nodes()] == [("I", 0), ("1", 1), ("2", 1), ("II", 0)]
    assert numbers("1 May 2001\n\nWe met.\n\n2 Downing Street was full.\n\n7 Guards stood.\n") == []
    text = "Plan\n\n1  Background\n\nThey met.\n\n2  Management\n\nThey will:\n\na) pay;\nb) report.\n"
    assert [(n.number, depth(n)) for n in parse(text).nodes()] == [("1", 0), ("2", 0), ("a", 1), ("b", 1)]


def test_a_list_goes_on_counting_below_the_lettered_headings_that_come_upon_it() -> None:
    """As in agreed minutes: "3. …", then "A. Drugs" with 4 and 5 below it, then "B. Piracy" with 6."""
    items = [
        "1. They met.",
        "2. They spoke.",
        "A. Drugs",
        "3. They agreed.",
        "4. They left.",
        "B. Piracy",
        "5. They sailed.",
    ]
    nodes = parse("Minutes\n\n" + "\n\n".join(items) + "\n").nodes()
    assert [(node.number, node.parent and node.parent.number) for node in nodes] == [
        ("1", None),
        ("2", None),
        ("A", None),
        ("3", "A"),
        ("4", "A"),
        ("B", None),
        ("5", "B"),
    ]


@settings(max_examples=20, deadline=None)
@given(st.integers(60, 100))
def test_how_a_text_is_wrapped_does_not_change_its_provisions(width: int) -> None:
    """Titles above paragraphs, items and paragraphs are the same at any width."""
    item = (
        "The Border Guard of Norway and the Coast Guard of Kenya will exchange officers every year, and report on it."
    )
    title = "Working Group on Migration"
    parts = [
        "Joint Minutes of Kenya and Norway",
        f"1. {title}",
        item,
        f"2. {item}",
        f"(a) {item}",
        f"(b) {item}",
        f"3. {item}",
    ]
    whole = parse("\n\n".join(parts))
    wrapped = parse("\n\n".join(textwrap.fill(part, width) for part in parts))
    assert [node.number for node in wrapped.nodes()] == [node.number for node in whole.nodes()]
    assert [block.kind for block in wrapped.blocks] == [block.kind for block in whole.blocks]


def test_numbers_with_a_letter_open_items_below_the_label_of_their_number() -> None:
    """As strategies number what they will do below each outcome."""
    text = (
        "Outcome 1: A trusted police\n\nWhat we will do\n1A  Norway will train officers.\n1B  Kenya will hire more.\n"
    )
    assert numbers(text) == ["1", "1A", "1B"]


def test_points_that_are_counted_in_words_are_provisions() -> None:
    """As translated communiqués count what was agreed."""
    text = "The Ministers agreed:\n\nOne, the two sides will meet.\n\nTwo, Kenya will hand over a list.\n"
    assert numbers(text) == ["1", "2"]


def test_a_list_without_a_one_is_read_above_an_annex_that_counts_anew() -> None:
    """The first paragraph of minutes bears no number, the list of delegates does."""
    paragraphs = "\n\n".join(f"{i}. The two sides spoke of matter {i}." for i in (2, 3, 4))
    annex = (
        "ANNEX\n\nNorwegian Delegation\n1. Mr. Lars Berg, Director of Customs\n2. Ms. Ruth Lima, Ministry of Trade\n"
    )
    assert numbers(f"The two sides met.\n\n{paragraphs}\n\n{annex}") == ["2", "3", "4", "1", "2"]


def test_angle_brackets_are_bullets_where_they_recur() -> None:
    """As web pages that were saved as text have them."""
    assert numbers("Results\n\n> Norway trained officers.\n\n> Kenya bought boats.\n") == [None, None]
