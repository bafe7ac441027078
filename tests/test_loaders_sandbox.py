"""Files are converted in a process that may fail in any way, and takes nothing with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.files.conversion import Limits
from loaders.files.sandbox import read_apart
from ontology.errors import DocumentError, EmptyDocumentError, EncodingError

SMALL = Limits(seconds=1, deadline=30, memory=256 << 20, answer=1 << 20)


def ask(folder: Path, conversion: str, data: bytes = b"Ipiales", limits: Limits = SMALL) -> str:
    """The text that a hostile conversion gives."""
    path = folder / "file.bin"
    path.write_bytes(data)
    return read_apart(path, f"tests.hostile_conversions:{conversion}", limits).text


def reason(folder: Path, conversion: str, limits: Limits = SMALL) -> str:
    """Why a hostile conversion gives none."""
    with pytest.raises(DocumentError) as caught:
        ask(folder, conversion, limits=limits)
    assert "\n" not in str(caught.value)
    return caught.value.reason


def test_text_and_warnings_come_back_as_they_were_made(tmp_path: Path) -> None:
    """What the other process makes of the bytes arrives whole, whatever characters it has."""
    text = 'Bogotá\r\n\t"\\ \u2028 \U0001f1e8\U0001f1f4 \u00ad'
    path = tmp_path / "file.bin"
    path.write_bytes(text.encode())
    source = read_apart(path, "tests.hostile_conversions:echo", SMALL)
    assert source.text == text
    assert source.warnings == (f"read for {path}",)
    assert source.path == path


def test_a_file_that_becomes_no_text_is_empty(tmp_path: Path) -> None:
    """Blank text is no document, in any format."""
    with pytest.raises(EmptyDocumentError):
        ask(tmp_path, "echo", b" \n\t ")


def test_an_error_keeps_its_class_and_names_the_file(tmp_path: Path) -> None:
    """The leaf of the exception tree crosses the border of the process."""
    with pytest.raises(EncodingError, match=r"file\.bin: no text at all"):
        ask(tmp_path, "refuse")


@pytest.mark.parametrize(
    ("conversion", "limits", "expected"),
    [
        ("spin", SMALL, "took more than 1 s of processor time to read"),
        ("sleep", Limits(deadline=1.5), "took more than 1.5 s to read"),
        ("swell", SMALL, "needs more than 256 MB of memory"),
        ("repeat", SMALL, "becomes 5000000 characters of text, more than the 1048576 allowed"),
        ("nest", SMALL, "nests too deeply"),
        ("crash", SMALL, "the process that read it ended with SIGSEGV"),
    ],
)
def test_a_conversion_that_exceeds_a_limit_is_one_line(
    tmp_path: Path, conversion: str, limits: Limits, expected: str
) -> None:
    """Time, memory, length, depth and life of the process are bounded, and the message says which bound was met."""
    assert reason(tmp_path, conversion, limits) == expected


@pytest.mark.parametrize("conversion", ["connect", "run_program", "read_file"])
def test_a_conversion_reaches_nothing_outside(tmp_path: Path, conversion: str) -> None:
    """No socket, no program, no file: what would use one ends in an error that says so."""
    assert "a conversion may not" in reason(tmp_path, conversion)


def test_a_conversion_writes_no_file(tmp_path: Path) -> None:
    """Nothing is left behind."""
    target = tmp_path / "left-behind"
    with pytest.raises(DocumentError, match="may not open"):
        ask(tmp_path, "write_file", str(target).encode())
    assert not target.exists()


def test_a_conversion_sees_no_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Secrets in the environment of the service stay there."""
    monkeypatch.setenv("COMITY_TOKEN", "secret")
    assert "COMITY_TOKEN" not in ask(tmp_path, "tell_environment")


def test_the_next_file_is_read_after_one_that_failed(tmp_path: Path) -> None:
    """A lost process is no loss to the one that started it."""
    assert reason(tmp_path, "crash")
    assert ask(tmp_path, "echo") == "Ipiales"


def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    """A folder, or a path where nothing is, is said to be that."""
    for path, expected in ((tmp_path, "not a regular file"), (tmp_path / "none", "cannot be read")):
        with pytest.raises(DocumentError, match=expected):
            read_apart(path, "tests.hostile_conversions:echo", SMALL)
