"""Bytes become text in the encoding they are in, or are refused."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from loaders.files.encodings import decode, recognise, replace_controls
from ontology.errors import BinaryDocumentError, EncodingError

SPANISH = (
    "La Procuraduría General de la República y la Fiscalía acordaron en Bogotá, el 4 de julio de 2019, "
    "crear un grupo de trabajo: «El señor Muñoz», dijo el vocero, «está aquí». ¿Quién más? ¡Nadie!\n"
)
ENGLISH = "The President’s “plan” – 50 % of the £2.5 million – was adopted… in São Paulo, and in Curaçao.\n"
GERMAN = "Übereinkommen über die Rückübernahme von Personen; Größe und Maße, heißt es, müssen übereinstimmen.\n"
POLISH = "Straż Graniczna będzie wspólnie patrolować granicę i łączyć siły w każdym przejściu.\n"
CZECH = "Příslušníci policie společně střeží hranice a předávají zprávy ústředně.\n"
RUSSIAN = "Правительства договорились о совместном патрулировании границы.\n"
TURKISH = "Sınır güvenliği için ortak çalışma grubu İstanbul şehrinde toplandı; Doğu ve Güneydoğu.\n"

western = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyz ABCDE.,\n"), min_size=40, max_size=80)
any_letter = st.characters(min_codepoint=32, exclude_categories=["Cs"], exclude_characters="\x7f\ufffe\uffff")
unicode_text = st.text(any_letter)


@pytest.mark.parametrize("text", [SPANISH, ENGLISH, GERMAN])
@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-32-le", codecs.BOM_UTF32_LE),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("windows-1252", b""),
    ],
)
def test_a_western_text_is_read_in_every_encoding_it_is_saved_in(text: str, encoding: str, mark: bytes) -> None:
    """With a byte order mark or without, and never with the mark in the text."""
    assert decode(mark + text.encode(encoding), "x") == (text, encoding)


def test_latin_1_is_read_as_the_part_of_windows_1252_that_it_is() -> None:
    """Without the typographer's quotation marks the two are one."""
    assert decode(SPANISH.encode("latin-1"), "x")[0] == SPANISH


@given(unicode_text)
def test_utf_8_is_never_guessed_to_be_anything_else(text: str) -> None:
    """Any text comes back from UTF-8 as it was, line breaks and all."""
    assume(not text.startswith(("\ufeff", "{\\rtf", "%PDF-", "GIF8", "PK")))
    assert decode(text.encode(), "x") == (text, "utf-8")


@given(unicode_text, st.sampled_from(["utf-8-sig", "utf-16", "utf-32"]))
def test_a_marked_text_is_read_whatever_its_letters(text: str, encoding: str) -> None:
    """A byte order mark leaves nothing to guess."""
    assert decode(text.encode(encoding), "x")[0] == text


@given(western, st.sampled_from("áéíóúñüçãêàèöä"))
def test_a_text_with_one_accented_letter_is_read_from_windows_1252(text: str, letter: str) -> None:
    """One letter beyond ASCII is enough to leave UTF-8, and not too little to be believed."""
    written = f"{text} ma{letter}ana {text}"
    assert decode(written.encode("windows-1252"), "x") == (written, "windows-1252")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (POLISH, "windows-1250"),
        (POLISH, "iso8859-2"),
        (CZECH, "windows-1250"),
        (RUSSIAN, "windows-1251"),
        (RUSSIAN, "koi8-r"),
        (TURKISH, "windows-1254"),
        (SPANISH, "mac-roman"),
        (SPANISH, "cp850"),
        (ENGLISH.replace("£", "").replace("ç", "c").replace("ã", "a"), "mac-roman"),
    ],
)
def test_a_text_of_another_code_page_is_not_read_as_a_western_one(text: str, encoding: str) -> None:
    """A wrong letter in every third word is worse than a refusal that says what to do."""
    with pytest.raises(EncodingError, match="save it as UTF-8"):
        decode(text.encode(encoding), "x")


@pytest.mark.parametrize("cut", [1, 2])
def test_a_damaged_utf_8_text_is_not_read_as_a_western_one(cut: int) -> None:
    """A letter that was cut in two is named, with its place; the others are not turned into pairs of signs."""
    data = (SPANISH * 3).encode()[: -len("!\n")] + "“".encode()[:cut]
    with pytest.raises(EncodingError, match=rf"not UTF-8 text \(byte 0xe2 at {len(data) - cut}\)$"):
        decode(data, "x")


def test_a_bad_pair_in_utf_16_is_named_with_its_place() -> None:
    """The place counts the bytes of the file, mark included."""
    with pytest.raises(EncodingError, match=r"not UTF-16-LE text \(byte 0x00 at 4\)"):
        decode(codecs.BOM_UTF16_LE + "a".encode("utf-16-le") + b"\x00\xd8", "x")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a JPEG image"),
        (b"PK\x03\x04\x14\x00", r"a ZIP archive or an Office document, .*rename it to \.docx"),
        (b"%PDF-1.7\n1 0 obj", r"a PDF file, .*rename it to \.pdf"),
        (b"\x7fELF\x02\x01", "a program"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an Office document of before 2007"),
        (b"{\\rtf1\\ansi Plan}", "an RTF file"),
        (b"text with \0 in it", "a NUL byte at 10"),
        (b"text with \x1b in it", r"control character U\+001B at 10"),
        (bytes(range(1, 256)) * 3, "control character|Windows-1252"),
    ],
)
def test_a_file_of_another_kind_is_refused_by_what_it_is(data: bytes, kind: str) -> None:
    """The message names the kind where the first bytes tell it."""
    with pytest.raises((BinaryDocumentError, EncodingError), match=kind):
        decode(data, "x")


@given(st.binary(max_size=400))
def test_any_bytes_become_text_or_one_line(data: bytes) -> None:
    """Whatever the bytes, there is text without control characters or an error in one line."""
    try:
        text, _ = decode(data, "x")
    except (BinaryDocumentError, EncodingError) as error:
        text = str(error).replace("\n", "\0")
    assert replace_controls(text) == text


def test_control_characters_are_seen_in_what_is_converted() -> None:
    """A page may hold a stray control character; the reader of its text sees that something stood there."""
    text, _ = recognise(b"a\x02b", "x")
    assert replace_controls(text) == "a\ufffdb"
