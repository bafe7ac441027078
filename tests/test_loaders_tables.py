"""Tables in plain text and in converted files: what is read of their rows and columns."""

from loaders.pages.layout import lines_of
from loaders.pages.outline import outline
from loaders.pages.tables import divide
from ontology.terms import COMITY
from tests.readings import facts, library

HEAD = "Kenya and Norway met in Nairobi. Kenya and Norway agree.\n\n"
PLAN = (
    f"{HEAD}Activities\n\n"
    "Activity | Responsible | Deadline\n"
    "1. Handbook for labour inspectors | Norwegian Labour Agency | March 2018\n"
    "2. Training for border guards in Mombasa | Kenya Coast Guard; Norwegian Customs | May 2018\n"
)


def cells(text: str) -> list[str]:
    """The texts of the lines that are cells."""
    rows = divide(lines_of(text))
    return [rows.lines[i].text for i in sorted(rows.cells)]


def test_a_row_that_strokes_divide_is_read_cell_by_cell() -> None:
    """The first cell of a row may open an item; three rows with as many strokes are no menu."""
    parsed = outline(PLAN, library().lexicon)
    assert [(node.number, PLAN[slice(*node.pieces[0])]) for node in parsed.nodes()] == [
        ("1", "Handbook for labour inspectors"),
        ("2", "Training for border guards in Mombasa"),
    ]


def test_a_column_that_says_who_is_responsible_gives_the_actors_of_its_items() -> None:
    """And no other column does."""
    assert {(one.rsplit("/")[-1], other) for one, other in facts(PLAN, COMITY.actor)} == {
        ("1", "no-labour-agency"),
        ("2", "ke-coast-guard"),
        ("2", "no-customs"),
    }


def test_tabs_divide_a_row_of_three_cells_and_no_bullet_from_its_text() -> None:
    """Nor the two columns of a signature."""
    assert cells("Activity\tLead\tDate\n\n1.\tHandbook\tBorder Police\tMay\n") == [
        "Activity",
        "Lead",
        "Date",
        "1.\tHandbook",
        "Border Police",
        "May",
    ]
    assert cells("•\tShared responsibility.\n•\tReciprocity.\nFor Kenya\tFor Norway\n") == []


def test_the_menu_of_a_page_is_no_table() -> None:
    """One line with strokes, or two."""
    assert cells("Home | News | Contact\n\nThe ministers met.\n") == []


def test_a_number_alone_in_the_first_cell_numbers_the_second() -> None:
    """Whether strokes or blanks set the cells apart."""
    rows = ["| No. | Action | Lead |", "|---|---|---|", "| 1 | Post an officer | Kenya |", "| 2 | Meet | Norway |"]
    text = f"{HEAD}{chr(10).join(rows)}\n"
    parsed = outline(text, library().lexicon)
    assert [node.number for node in parsed.nodes()] == ["1", "2"]
    rows = ["| No. | Action |", "| 1.1 | Meet |", "| 1.2 | Talk |", "| 2.1 | Pay |"]
    dotted = outline(f"{HEAD}{chr(10).join(rows)}\n", library().lexicon)
    assert [(node.number, node.parent) for node in dotted.nodes()] == [("1.1", None), ("1.2", None), ("2.1", None)]


def test_blanks_set_columns_apart_where_three_rows_keep_to_them() -> None:
    """A cell may go on in the line below; the columns tell who is to act."""
    text = (
        f"{HEAD}No.   Activity                    Responsible          Date\n"
        "1.1   Open an office in Nairobi   Kenya Coast Guard    2006\n"
        "      with four desks\n"
        "1.2   Exchange lists              Norwegian Customs    monthly\n"
    )
    parsed = outline(text, library().lexicon)
    pieces = [[text[slice(*piece)] for piece in node.pieces] for node in parsed.nodes()]
    assert pieces == [["Open an office in Nairobi", "with four desks"], ["Exchange lists"]]
    assert {other for _, other in facts(text, COMITY.actor)} == {"ke-coast-guard", "no-customs"}
