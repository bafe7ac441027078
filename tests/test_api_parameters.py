"""Parameters, from whatever bytes a client sends."""

from __future__ import annotations

import re
from contextlib import suppress
from urllib.parse import parse_qs, quote_from_bytes, unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.parameters import Parameters
from ontology.errors import RequestError


@given(st.text())
def test_a_value_comes_back_as_it_was_sent(value: str) -> None:
    """Escaped all over, or only where it must be."""
    sent = value.encode("utf-8", "surrogatepass")
    escaped = "".join(f"%{one:02x}" for one in sent)
    for form in (escaped, quote_from_bytes(sent), quote_from_bytes(sent, safe="/=?:\n\r\t_~")):
        if "\ud800" <= max(value, default="") <= "\udfff" or any("\ud800" <= one <= "\udfff" for one in value):
            with pytest.raises(RequestError):
                Parameters(f"x={form}".encode())
        else:
            assert Parameters(f"x={form}".encode()).one("x") == value.removeprefix("\ufeff")


@given(
    st.lists(st.sampled_from([b"%3D", b"=", b"\r\n", b"\n", b"_", b"%0a", b"%", b"+", b"a", b"\xc3\xa9", b" ", b"%25"]))
)
def test_whatever_is_sent_is_read_as_forms_are(pieces: list[bytes]) -> None:
    """As `urllib.parse` reads it, or refused where an escape is broken."""
    value = b"".join(pieces)
    if re.search(rb"%(?![0-9A-Fa-f]{2})", value):
        with pytest.raises(RequestError):
            Parameters(b"x=" + value)
    with suppress(RequestError):
        found = Parameters(b"x=" + value).one("x")
        assert found == unquote_to_bytes(value.replace(b"+", b" ")).decode()
        assert not value.isascii() or found == parse_qs(b"x=" + value, keep_blank_values=True)[b"x"][0].decode()


@pytest.mark.parametrize("raw", [b"x=%", b"x=%4", b"x=%zz", b"x=%ff", b"%e9=1", b"x=\xff"])
def test_what_is_no_utf_8_is_refused(raw: bytes) -> None:
    """Never guessed at."""
    with pytest.raises(RequestError):
        Parameters(raw)
