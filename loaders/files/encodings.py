"""Bytes to text: which encoding they are in, or why they are no text.

A byte order mark decides. Without one, text is UTF-8; UTF-16 where every other byte is nearly always zero; and
Windows-1252, of which the printable part of Latin-1 is a part, only where what comes out reads as a western text.
The WHATWG Encoding Standard (https://encoding.spec.whatwg.org/) also takes `latin1` for Windows-1252.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from ontology.errors import BinaryDocumentError, EncodingError

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""UTF-32 first: its little-endian mark begins with that of UTF-16."""

_SIGNATURES: Final = (
    (b"%PDF-", "a PDF file", ".pdf"),
    (b"PK\x03\x04", "a ZIP archive or an Office document", ".docx"),
    (b"\xd0\xcf\x11\xe0", "an Office document of before 2007, or an encrypted one", ""),
    (b"{\\rtf", "an RTF file", ""),
    (b"\xff\xd8\xff", "a JPEG image", ""),
    (b"\x89PNG\r\n", "a PNG image", ""),
    (b"GIF8", "a GIF image", ""),
    (b"II*\0", "a TIFF image", ""),
    (b"MM\0*", "a TIFF image", ""),
    (b"\x7fELF", "a program", ""),
    (b"\x1f\x8b", "a gzip archive", ""),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", ""),
    (b"SQLite format 3\0", "a database", ""),
)
"""First bytes of files that are often misnamed, what they are, and the ending under which they would be read."""

_NO_TEXT: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
"""Characters that never stand in a text: C0 controls other than white space, and what Unicode reserves."""

_MULTIBYTE: Final = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")

_WESTERN: Final = "A-Za-zÀ-ÏÑ-ÖØ-ÜßŒœŸà-ïñ-öø-üÿŠšŽžƒ"
"""Letters of Windows-1252, without those that in practice mean another code page (Ð ð Ý ý Þ þ)."""

_IMPLAUSIBLE: Final = re.compile(
    rf"(?<=[{_WESTERN}])[^{_WESTERN}\x00-\x7f’‘–—…·ªº°\xad\xa0”“»«™®©†‡²³¹](?=[{_WESTERN}])"
    rf"|(?<=[{_WESTERN}])[†‡²³¹°ªº](?=[a-zà-ÿ])"
    r"|(?<=[a-zà-ÿ])[À-ÝŒŸŠŽ](?=[a-zà-ÿ])"
    rf"|[À-ÿŒœŸŠšŽžƒ]{{3,}}|[ÐðÝýÞþ]"
)
"""What no western text holds: a sign or a capital inside a word, and long runs without a plain letter."""

_MOST_ACCENTED: Final = 0.15
"""Largest share of characters beyond ASCII: French, the most accented of the languages at hand, has 0.05."""

_LEAST_WORDS: Final = 0.75
"""Smallest share of letters, digits and blanks."""


def decode(data: bytes, path: str) -> tuple[str, str]:
    """The text, without its byte order mark, and the encoding it was found in; `path` is for the message.

    Raises:
        BinaryDocumentError: the bytes are those of another kind of file, or hold control characters that no text holds.
        EncodingError: the bytes are not valid in their encoding, or in none that is known.
    """
    refuse_other_kinds(data, path)
    text, encoding = recognise(data, path)
    control = _NO_TEXT.search(text)
    if control is not None:
        raise BinaryDocumentError(
            path, f"not a text file (control character U+{ord(control.group()):04X} at {control.start()})"
        )
    return text, encoding


def recognise(data: bytes, path: str) -> tuple[str, str]:
    """What `decode` gives, with any control characters left in the text.

    Raises:
        BinaryDocumentError: the bytes hold zeros as no encoding of text does.
        EncodingError: the bytes are not valid in their encoding, or in none that is known.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, len(mark), encoding, path), encoding
    return _unmarked(data, path)


def refuse_other_kinds(data: bytes, path: str, expected: str = "plain text") -> None:
    """Refuse bytes that begin as another kind of file does.

    Raises:
        BinaryDocumentError: they do; the message says what it is, and under which name it would be read.
    """
    for signature, kind, ending in _SIGNATURES:
        if data.startswith(signature):
            advice = f"; rename it to {ending} if it is one" if ending else ""
            raise BinaryDocumentError(path, f"found {kind}, expected {expected}{advice}")


def replace_controls(text: str) -> str:
    """The text with U+FFFD for each character that no text holds, as a reader would see it."""
    return _NO_TEXT.sub("\ufffd", text)


def _strictly(data: bytes, skip: int, encoding: str, path: str) -> str:
    try:
        return data[skip:].decode(encoding)
    except UnicodeDecodeError as error:
        found = f"byte 0x{error.object[error.start]:02x} at {error.start + skip}"
        raise EncodingError(path, f"not {encoding.upper()} text ({found})") from error


def _unmarked(data: bytes, path: str) -> tuple[str, str]:
    if b"\0" in data:
        encoding = _wide(data)
        if encoding is None:
            raise BinaryDocumentError(path, f"not a text file (a NUL byte at {data.index(0)})")
        return _strictly(data, 0, encoding, path), encoding
    try:
        return _strictly(data, 0, "utf-8", path), "utf-8"
    except EncodingError as error:
        return _western(data, path, error), "windows-1252"


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: of each pair of bytes the higher is zero for nine western letters in ten."""
    pairs = len(data) // 2
    if len(data) % 2 or not pairs:
        return None
    for encoding, low, high in (("utf-16-le", data[::2], data[1::2]), ("utf-16-be", data[1::2], data[::2])):
        if high.count(0) >= 0.9 * pairs and low.count(0) == 0:
            return encoding
    return None


def _western(data: bytes, path: str, error: EncodingError) -> str:
    """Bytes read as Windows-1252, if that makes sense of them.

    Raises:
        EncodingError: it makes none; the message of `error` says what is wrong with them as UTF-8.
    """
    if _is_damaged_utf_8(data):
        raise error
    try:
        text = data.decode("windows-1252")
    except UnicodeDecodeError as undefined:
        found = f"byte 0x{data[undefined.start]:02x} at {undefined.start} is no character there"
        raise EncodingError(path, f"{error.reason} nor Windows-1252 ({found}); save it as UTF-8") from undefined
    why = _no_western_text(text)
    if why:
        raise EncodingError(path, f"{error.reason} nor a western text in Windows-1252 ({why}); save it as UTF-8")
    return text


def _is_damaged_utf_8(data: bytes) -> bool:
    """Whether most bytes beyond ASCII stand in well-formed sequences: then one was cut or overwritten."""
    beyond = len(data) - len(data.translate(None, bytes(range(128, 256))))
    formed = sum(len(match.group()) for match in _MULTIBYTE.finditer(data))
    return 2 * formed > beyond


def _no_western_text(text: str) -> str:
    """Why a text that was read as Windows-1252 cannot be one; empty where it can."""
    beyond = sum(not c.isascii() for c in text)
    if beyond > _MOST_ACCENTED * len(text):
        return f"{beyond} of {len(text)} characters are beyond ASCII"
    if sum(c.isalnum() or c.isspace() for c in text) < _LEAST_WORDS * len(text):
        return "too few of its characters are letters, digits or blanks"
    strange = list(_IMPLAUSIBLE.finditer(text))
    if 50 * len(strange) > beyond:
        first = strange[0]
        return f"{first.group()!r} at {first.start()} would be inside a word"
    return ""
