"""HTML is made from values, and nothing in a value becomes HTML."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.markup import Html, element, link, text
from api.phrases import CLASSES, KINDS, LANGUAGES, PHRASES
from ontology.iris import KINDS as ADDRESSES
from ontology.statement import Literal
from tests import small_graph as small

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=30)


class Reader(HTMLParser):
    """What a browser makes of markup: tags with attributes, and the text."""

    def __init__(self, markup: str) -> None:
        """Read at once."""
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the tag."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.words += data


@given(TEXT, TEXT)
def test_values_come_back_from_the_page_as_they_were(content: str, attribute: str) -> None:
    """As text and as an attribute, whatever they hold."""
    read = Reader(element("p", content, title=attribute))
    assert read.tags == [("p", {"title": attribute})]
    assert read.words == content


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "http://a b",
        "ftp://x",
        "x.html",
        "",
    ],
)
def test_a_link_goes_to_the_web_or_stays_here(address: str) -> None:
    """Anything else is text without a target."""
    assert Reader(link(address, "x")).tags == [("a", {})]


@pytest.mark.parametrize("address", ["https://example.org/a?b=c&d=e", "/id/country/mexico", "?lang=es", "#main"])
def test_good_links_stay(address: str) -> None:
    """With their parameters."""
    assert Reader(link(address, "x")).tags == [("a", {"href": address})]


def test_markup_is_not_escaped_again() -> None:
    """Elements nest; strings do not."""
    assert element("p", [element("b", "<"), " ", Html("&amp;"), None, 3]) == "<p><b>&lt;</b> &amp;3</p>"
    assert text("<b>") == "&lt;b&gt;"


def test_every_phrase_is_there_in_both_languages() -> None:
    """And takes the same values in each."""
    for said in (*PHRASES.values(), *KINDS.values(), *CLASSES.values()):
        assert len(said) == len(LANGUAGES)
        assert all(said)
    for english, spanish in PHRASES.values():
        assert sorted(_fields(english)) == sorted(_fields(spanish))


def _fields(phrase: str) -> list[str]:
    return [part.partition("}")[0] for part in phrase.split("{")[1:]]


def test_every_kind_of_address_has_a_heading() -> None:
    """None would show as its bare word."""
    assert set(ADDRESSES) <= KINDS.keys()


def test_classes_are_called_as_the_ontology_calls_them() -> None:
    """One source: the labels of comity.ttl."""
    rows = small.graph().store.rows(_CLASSES)
    labels = {str(c).rpartition("#")[2]: (_words(en), _words(es)) for c, en, es in rows}
    assert labels.items() <= CLASSES.items()
    assert set(CLASSES) - set(labels) == {"Person", "Post"}


def _words(value: object) -> str:
    assert isinstance(value, Literal)
    return value.value


_CLASSES = """
SELECT ?class ?en ?es WHERE {
  ?class a owl:Class ; rdfs:label ?en , ?es
  FILTER(LANG(?en) = "en" && LANG(?es) = "es" && STRSTARTS(STR(?class), STR(comity:)))
}"""
