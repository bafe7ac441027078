"""The pieces of a text depend on its lines alone, and a small change leaves most of them as they are."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from graph.pieces import Pieces

LINES = st.builds("<a:{}> <a:p> <a:{}> .\n".format, st.integers(0, 30), st.integers(0, 2)).map(str.encode)


def made(folder: Path, lines: set[bytes]) -> dict[str, bytes]:
    """The files of these lines, written at once."""
    folder.mkdir()
    Pieces(folder).change(sorted(lines), ())
    return files(folder)


def files(folder: Path) -> dict[str, bytes]:
    """The bytes of all files, by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@given(st.lists(st.tuples(st.sets(LINES), st.sets(LINES)), max_size=5))
def test_any_changes_leave_the_files_of_a_text_written_at_once(changes: list[tuple[set[bytes], set[bytes]]]) -> None:
    """Pieces part and join again where their first subjects come and go."""
    held: set[bytes] = set()
    with TemporaryDirectory() as name, patch("graph.pieces.SUBJECTS", 3):
        folder = Path(name, "changed")
        folder.mkdir()
        pieces = Pieces(folder)
        for number, (coming, going) in enumerate(changes):
            pieces.change(sorted(coming), going)
            held = (held - going) | coming
            assert files(folder) == made(Path(name, f"at-once-{number}"), held)
            assert b"".join(path.read_bytes() for path in pieces.paths()) == b"".join(sorted(held))


@given(st.sets(LINES), st.sets(st.integers(0, 40)))
def test_the_lines_of_some_subjects_are_found(lines: set[bytes], subjects: set[int]) -> None:
    """Those of subjects that are not there are none."""
    wanted = {f"<a:{number}>".encode() for number in subjects}
    with TemporaryDirectory() as name, patch("graph.pieces.SUBJECTS", 3):
        pieces = Pieces(Path(name))
        pieces.change(sorted(lines), ())
        assert pieces.of(wanted) == sorted(line for line in lines if line.split(b" ")[0] in wanted)


def test_a_small_change_writes_few_files(tmp_path: Path) -> None:
    """The others keep their inodes, so that generations share them."""
    lines = [f"<a:{number:05}> <a:p> <a:o> .\n".encode() for number in range(5_000)]
    pieces = Pieces(tmp_path)
    pieces.change(lines, ())
    before = {path: path.stat().st_ino for path in pieces.paths()}
    pieces.change([b"<a:02000> <a:q> <a:o> .\n"], {lines[2001]})
    assert len(before) > 5
    assert sum(path.stat().st_ino != inode for path, inode in before.items()) == 1
