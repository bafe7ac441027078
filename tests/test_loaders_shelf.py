"""What is kept in the user's cache, and what becomes of a damaged file."""

from pathlib import Path

import pytest

from loaders.words.shelf import cache_folder, digest, kept


def make(value: list[str], made: list[int]) -> list[str]:
    """The value, counting how often it was made."""
    made.append(1)
    return value


def test_what_was_kept_is_not_made_again(tmp_path: Path) -> None:
    """The second time, the file answers."""
    made: list[int] = []
    for _ in range(2):
        assert kept("words", list, lambda: make(["border"], made), tmp_path) == ["border"]
    assert len(made) == 1


@pytest.mark.parametrize("damage", [b"", b"x", b"\0" * 400])
def test_a_damaged_file_is_made_again(tmp_path: Path, damage: bytes) -> None:
    """A file that is not as it was written is neither trusted nor an error."""
    made: list[int] = []
    kept("words", list, lambda: make(["border"], made), tmp_path)
    (tmp_path / "words.pickle").write_bytes(damage)
    assert kept("words", list, lambda: make(["border"], made), tmp_path) == ["border"]
    assert kept("words", list, lambda: make(["border"], made), tmp_path) == ["border"]
    assert len(made) == 2


def test_a_file_of_another_kind_is_made_again(tmp_path: Path) -> None:
    """What is kept under a name is of the kind that is asked for."""
    kept("words", dict, dict, tmp_path)
    assert kept("words", list, list, tmp_path) == []


def test_a_folder_that_cannot_be_written_is_left_alone(tmp_path: Path) -> None:
    """Without a cache everything still works."""
    (tmp_path / "file").write_text("")
    assert kept("words", list, list, tmp_path / "file" / "folder") == []


def test_the_cache_is_where_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """COMITY_CACHE comes before the folder of the XDG base directory specification."""
    monkeypatch.setenv("XDG_CACHE_HOME", "/base")
    monkeypatch.delenv("COMITY_CACHE", raising=False)
    assert cache_folder() == Path("/base/comity")
    monkeypatch.setenv("COMITY_CACHE", "/own")
    assert cache_folder() == Path("/own")


def test_a_digest_changes_with_names_contents_and_marks(tmp_path: Path) -> None:
    """Whatever a library is made from changes its name."""
    for name, text in (("a", "1"), ("b", "1"), ("c", "2")):
        (tmp_path / name).write_text(text)
    found = {digest([tmp_path / name]) for name in "abc"} | {digest([tmp_path / "a"], "base")}
    assert len(found) == 4
    assert digest([tmp_path / "a"]) == digest([tmp_path / "a"])
