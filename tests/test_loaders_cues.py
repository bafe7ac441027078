"""Cues: the pieces of text that a pattern cannot do without."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from hypothesis import given
from hypothesis import strategies as st

import loaders
from loaders.words.cues import cues, lowered, matches, may_match, openings
from loaders.words.texts import Texts

PATTERNS = {
    f"{module.name}.{name}": value
    for module in walk_packages(loaders.__path__, "loaders.")
    if module.name != "loaders.countries"
    for name, value in vars(import_module(module.name)).items()
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str)
}
TEXTS = [
    " ".join(part.split())
    for path in sorted(Path(__file__).parent.glob("corpus/*/*.txt"))
    for part in re.split(r"\n\s*\n|(?<=\.)\s", path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"\b(?:chaired|presided over)\s+by\b", ("chaired", "presided over")),
        (r"\b(?:co-)?chair(?:s|ed)?\b", ("chair",)),
        (r"firmad[oa]s?", ("firmada", "firmado")),
        (r"(?:the\s+)?group\d+", ("group",)),
        (r"(?:joint\s+)+(?:group|force)", ("joint",)),
        (r"(?=group)\d+", ("",)),
        (r"\w+", ("",)),
        (r"group|\d", ("",)),
        (r"[^a]b", ("b",)),
    ],
)
def test_cues_are_read_off_a_pattern(pattern: str, expected: tuple[str, ...]) -> None:
    """Alternatives are all kept, what may be absent is not counted on, and of a sequence the rarest part is chosen."""
    assert cues(re.compile(pattern)) == expected


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_matches_nowhere_without_a_cue(name: str) -> None:
    """For every pattern of the loaders, on every sentence of the corpus."""
    pattern = PATTERNS[name]
    assert [text for text in TEXTS if not may_match(pattern, lowered(text)) and pattern.search(text)] == []


@pytest.mark.parametrize("written", ["MISIÓN", "mıssıon", "MİSSİON", "miſſion", "Misión"])
def test_letters_that_match_without_regard_to_case_are_cues_alike(written: str) -> None:
    """Also those that `re.IGNORECASE` equates and `str.lower` does not."""
    for word in ("misión", "mission"):
        pattern = re.compile(word, re.IGNORECASE)
        assert may_match(pattern, lowered(written)) or not pattern.search(written)


@given(
    st.lists(st.text("abİıſSsKK ", max_size=12), max_size=5),
    st.lists(st.text("abiskK ", min_size=1, max_size=5), min_size=1, max_size=4),
)
def test_texts_without_a_cue_are_told_apart_together(written: list[str], words: list[str]) -> None:
    """Looking through all texts at once tells of each what looking through it alone tells."""
    pattern, lows = re.compile("|".join(words), re.IGNORECASE), [lowered(text) for text in written]
    expected = {place for place, low in enumerate(lows) if may_match(pattern, low)}
    assert Texts(lows).holding(pattern) == expected
    assert Texts(lows).holding(pattern) == expected, "the pattern is known by now, and the words tell of it"


def test_a_pattern_without_a_cue_may_match_in_every_text() -> None:
    """Also in an empty one."""
    assert Texts(["", "a", ""]).holding(re.compile(r"\w*")) == {0, 1, 2}


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"\b(?:chaired|presided over)\s+by\b", ("chaired", "presided over")),
        (r"(?:the\s+)?group\d+", ("group", "the")),
        (r"(?:\w+\s+)?group", ("",)),
        (r"\d+ groups", ("",)),
        (r"(?:joint\s+)+(?:group|force)", ("joint",)),
        (r"(?<!sub)group|[Pp]anel", ("group", "panel")),
    ],
)
def test_openings_are_read_off_a_pattern(pattern: str, expected: tuple[str, ...]) -> None:
    """What may be absent is passed over, and what stands for many texts ends an opening."""
    assert openings(re.compile(pattern)) == expected


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Openings are read off a pattern before it is tried for the first time."""
    monkeypatch.setattr("loaders.words.cues._PAYS", 0)


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_tried_at_its_openings_matches_where_it_matches(name: str) -> None:
    """For every pattern of the loaders, in every sentence of the corpus that holds a cue."""
    pattern = PATTERNS[name]
    for text in (text for text in TEXTS[::7] if may_match(pattern, lowered(text))):
        found = matches(pattern, text, lowered(text), (0, len(text)))
        assert [m.span() for m in found] == [m.span() for m in pattern.finditer(text)]


@given(
    st.text("abc ", max_size=20), st.sampled_from([r"\b(?:a|bc)+", r"a?b\b", r"(?:ab\s)?c(?= )", r"(?<=a)b", r"b*a"])
)
def test_matches_do_not_overlap(text: str, written: str) -> None:
    """They are those that the pattern has from left to right, within a stretch too."""
    pattern, span = re.compile(written), (len(text) // 4, len(text) - len(text) // 4)
    found = matches(pattern, text, lowered(text), span)
    assert [m.span() for m in found] == [m.span() for m in pattern.finditer(text, *span)]
