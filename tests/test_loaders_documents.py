"""The bundled documents: digests in our own words, each with a sidecar that describes it."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

DOCUMENTS = Path(__file__).resolve().parents[1] / "loaders" / "documents"
ORIGINALS = Path(__file__).resolve().parents[2] / "shared" / "documents"
TYPES = {
    "counternarcotics-fact-sheet-2009": "FactSheet",
    "cooperate-to-fight-drugs-editorial": "Editorial",
    "binational-commission-report-2003": "WorkingGroupReport",
    "binational-drug-strategy-1998": "Strategy",
    "joint-action-organized-crime": "NewsArticle",
}
REQUIRED_KEYS = {"title", "type", "language", "source", "digest"}
OPTIONAL_KEYS = {"publisher", "issued", "slug"}
POINT = re.compile(r"^ ?Alliance Point (\d+): +(.+?)(?=\n *\n|\n ?Alliance Point \d+:|\Z)", re.MULTILINE | re.DOTALL)
ITEM = re.compile(r"^ ?(\d+(?:\.\d+)*)\.? +(?=[A-Z])", re.MULTILINE)

# A sentence ends at its mark, unless the mark belongs to an initial ("U.S."), or where a new paragraph opens.
SENTENCE_END = re.compile(r"(?<=[.!?])(?<!\b[A-Z]\.)[”\"]?\s+|\n\s*\n\s*(?=[A-Z“•])")

every_document = pytest.mark.parametrize("name", sorted(TYPES))


def read_digest(name: str) -> str:
    """The text of a bundled document, with its line ends as they are in the file."""
    return (DOCUMENTS / f"{name}.txt").read_bytes().decode("utf-8")


def read_sidecar(name: str) -> dict[str, object]:
    """What the sidecar of a bundled document says about it."""
    return tomllib.loads((DOCUMENTS / f"{name}.toml").read_text(encoding="utf-8"))


def fold(text: str) -> str:
    """The text in one case, with single blanks, so that only the wording counts."""
    return " ".join(text.split()).casefold()


def components() -> list[str]:
    """The strategy's chapters, one for each alliance point, in order."""
    return read_digest("binational-drug-strategy-1998").split("Strategy Component\n")[1:]


def statements(text: str) -> dict[int, str]:
    """The alliance points that a text states, by number."""
    return {int(number): fold(statement) for number, statement in POINT.findall(text)}


def sentences(text: str) -> list[str]:
    """The folded sentences of eight or more words; titles and headings, which end without a mark, are none."""
    pieces = [fold(piece) for piece in SENTENCE_END.split(text)]
    return [piece for piece in pieces if len(piece.split()) >= 8 and piece.endswith((".", "!", "?"))]


def follows(previous: tuple[int, ...], number: tuple[int, ...]) -> bool:
    """Whether a number is the first child of the previous one, or next to it or to one of its parents."""
    if number == (*previous, 1):
        return True
    depth = len(number)
    return depth <= len(previous) and number == (*previous[: depth - 1], previous[depth - 1] + 1)


def test_every_bundled_text_has_a_sidecar_and_every_sidecar_a_text() -> None:
    """The folder holds the five digests, one sidecar beside each, and no other document."""
    assert {path.stem for path in DOCUMENTS.glob("*.txt")} == set(TYPES)
    assert {path.stem for path in DOCUMENTS.glob("*.toml")} == set(TYPES)


@every_document
def test_a_sidecar_holds_the_required_keys_and_no_unknown_one(name: str) -> None:
    """A sidecar says title, type, language, source and digest, and leaves out what is not known."""
    keys = set(read_sidecar(name))
    assert keys >= REQUIRED_KEYS
    assert keys <= REQUIRED_KEYS | OPTIONAL_KEYS


@every_document
def test_a_sidecar_describes_its_document(name: str) -> None:
    """Type, language and slug are those of the document, and every value says something."""
    sidecar = read_sidecar(name)
    assert (sidecar["type"], sidecar["language"], sidecar["digest"]) == (TYPES[name], "en", True)
    assert sidecar.get("slug", name) == name
    assert all(value for value in sidecar.values())


@every_document
def test_a_date_of_issue_is_an_iso_date_as_precise_as_it_is_known(name: str) -> None:
    """The date is a year, a year and a month, or a full date, and it is in the calendar."""
    issued = read_sidecar(name).get("issued", "2000")
    assert isinstance(issued, str)
    assert re.fullmatch(r"\d{4}(-\d{2}){0,2}", issued)
    assert date.fromisoformat(issued + "-01-01"[len(issued) - 4 :]).year == int(issued[:4])


@every_document
def test_the_first_line_says_that_the_text_is_a_digest_and_of_what(name: str) -> None:
    """A reader who opens the file is told at once that the words are ours."""
    header, blank, _ = read_digest(name).split("\n", 2)
    title = str(read_sidecar(name)["title"])
    assert header.startswith(f"[Digest in our own words of: {title}, ")
    assert header.endswith(". Not the original text.]")
    assert blank == ""


@pytest.mark.parametrize(
    ("name", "feature"),
    [
        ("binational-drug-strategy-1998", "\nC Halt"),
        ("binational-drug-strategy-1998", "\n 1.5 Both governments"),
        ("binational-drug-strategy-1998", "\n\n10\n\nStrategy Component"),
        ("binational-drug-strategy-1998", "1995-\n2000."),
        ("binational-drug-strategy-1998", "treatment of drug\n\nabuse."),
        ("binational-drug-strategy-1998", "against\n money laundering"),
        ("binational-drug-strategy-1998", "Alliance Point 12:   Make"),
        ("binational-drug-strategy-1998", "Presidents= meeting"),
        ("counternarcotics-fact-sheet-2009", "\n  • "),
        ("counternarcotics-fact-sheet-2009", "\u00a0 "),
        ("counternarcotics-fact-sheet-2009", "\nBack to Top\n"),
        ("cooperate-to-fight-drugs-editorial", ". (File)\n"),
        ("cooperate-to-fight-drugs-editorial", "\n0:00 0:03:52 0:00\n"),
        ("binational-commission-report-2003", "Recent ItemsU.S. Department of State\n"),
        ("binational-commission-report-2003", "  • Chemical Control: "),
        ("joint-action-organized-crime", "was led by Foreign Secretary"),
    ],
)
def test_a_digest_keeps_the_layout_of_its_original(name: str, feature: str) -> None:
    """What makes the originals hard to read is there to be read in the digests too."""
    assert feature in read_digest(name)


def test_the_strategy_states_sixteen_points_in_its_list_and_in_its_chapters() -> None:
    """Each point is stated twice; the wording differs only where the original's does (4, 8, 13, 16)."""
    listed = statements(read_digest("binational-drug-strategy-1998").split("Strategy Component\n")[0])
    stated = [statements(component) for component in components()]
    assert list(listed) == list(range(1, 17))
    assert [list(point) for point in stated] == [[number] for number in range(1, 17)]
    differing = [number for number, text in listed.items() if stated[number - 1][number] != text]
    assert differing == [4, 8, 13, 16]


def test_the_strategy_numbers_57_objectives_and_146_actions() -> None:
    """Every objective and action carries its printed number, and the numbers follow one another."""
    counts = []
    for component in components():
        objectives, actions = re.split(r"^ ?Actions *\n", component, flags=re.MULTILINE)
        lists = [ITEM.findall(objectives), ITEM.findall(actions)]
        for printed in lists:
            numbers = [tuple(map(int, number.split("."))) for number in printed]
            assert all(follows(*pair) for pair in zip([(0,), *numbers], numbers, strict=False))
        counts.append([len(printed) for printed in lists])
    assert [sum(column) for column in zip(*counts, strict=True)] == [57, 146]


@pytest.mark.skipif(not ORIGINALS.is_dir(), reason="the originals (../shared/documents) are not on this machine")
@every_document
def test_no_sentence_of_an_original_stands_in_a_digest(name: str) -> None:
    """A sentence of eight or more words of any original is not in our text, whatever its case and line breaks."""
    digest = fold(read_digest(name))
    originals = [path.read_text(encoding="utf-8") for path in sorted(ORIGINALS.glob("*.txt"))]
    found = [sentence for original in originals for sentence in sentences(original)]
    assert found
    assert [sentence for sentence in found if sentence in digest] == []
