"""Pages about things: what a search found, and one thing with the sentences behind each fact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.inquiry import Inquiry
from api.markup import Html, element, language_of, link, page, page_response, rooted
from api.phrases import Language, class_name, kind_name, say
from api.reading import Question, fetched
from queries.entities import EntityRequest
from queries.search import SearchRequest

_SAFE: Final = "/:@!$&'()*+,;=~-._"
_SUFFIXES: Final = (("ttl", "Turtle"), ("jsonld", "JSON-LD"), ("nt", "N-Triples"), ("rdf", "RDF/XML"))
_SAYS_LITTLE: Final = frozenset({"schema:mentions", "dcterms:isPartOf", "dcterms:hasPart", "comity:order"})
_SHOWN: Final = 3
"""Passages that are open for one value; the rest unfold."""


async def search_page(request: Request, pool: Inquiry, question: SearchRequest, seconds: float | None) -> Response:
    """What a search found, with a form to narrow it."""
    told, version = await fetched(pool, Question("search", question, seconds))
    markup = await run_in_threadpool(_results, request, told)
    return page_response(request, markup, version)


async def thing_page(request: Request, pool: Inquiry, question: EntityRequest, seconds: float | None) -> Response:
    """One thing."""
    told, version = await fetched(pool, Question("entity", question, seconds))
    markup = await run_in_threadpool(_thing, request, told)
    return page_response(request, markup, version)


def _results(request: Request, told: Mapping[str, Any]) -> Html:
    language = language_of(request)
    query = told["query"]
    title = say(language, "results", query=query) if query else say(language, "everything")
    kinds = [
        element("option", say(language, "any_kind"), value=""),
        *(
            element("option", kind_name(language, kind), value=kind, selected=kind == told["kind"])
            for kind in told["kinds"]
        ),
    ]
    form = element(
        "form",
        element("input", type="search", name="q", value=query, aria_label=say(language, "search")),
        element("select", kinds, name="kind", aria_label=say(language, "kind")),
        element("input", type="hidden", name="lang", value=language),
        element("button", say(language, "search")),
        class_="narrow",
        action=rooted(request, "/entities"),
    )
    found = [_match(request, language, one) for one in told["things"]]
    listed = element("ol", found, class_="results") if found else element("p", say(language, "nothing"))
    cut = None if told["complete"] else element("p", say(language, "incomplete"), class_="note")
    return page(request, title, element("h1", title), form, listed, cut)


def _match(request: Request, language: Language, one: Mapping[str, Any]) -> Html:
    also = one["name"] if one["name"] and one["name"] != label(language, one) else None
    return element(
        "li",
        thing_link(request, language, one),
        " ",
        badge(language, one["class"]),
        element("span", " ", also, class_="also") if also else None,
        element("span", " ", say(language, "cited", count=one["cited"]), class_="quiet") if one["cited"] else None,
    )


def _thing(request: Request, told: Mapping[str, Any]) -> Html:
    language = language_of(request)
    nodes = told["nodes"]
    own = nodes[told["iri"]]
    title = label(language, own)
    classes = [element("span", label(language, nodes[one]), class_="badge") for one in told["classes"]]
    blocks = [
        element(
            "section",
            element("h2", say(language, key)),
            [_group(request, language, one, nodes) for one in sorted(told[key], key=_weight)],
        )
        for key in ("facts", "incoming")
        if told[key]
    ]
    cut = None if told["complete"] else element("p", say(language, "incomplete"), class_="note")
    return page(
        request,
        title,
        element("h1", title),
        element("p", [[one, " "] for one in classes]),
        _names(language, told["names"], title),
        cut,
        blocks,
        _mentions(request, language, told["mentions"], nodes),
        _elsewhere(request, language, told),
    )


def _names(language: Language, names: Iterable[Mapping[str, Any]], title: str) -> Html | None:
    others = [one for one in names if one["value"] != title]
    if not others:
        return None
    said = [
        [", " if place else "", element("span", one["value"], lang=one["language"], title=say(language, one["kind"]))]
        for place, one in enumerate(others)
    ]
    return element("p", element("span", say(language, "names"), ": ", class_="quiet"), said, class_="names")


def _weight(group: Mapping[str, Any]) -> bool:
    """What says least comes last: that something is named, and how a document is built."""
    return group["name"] in _SAYS_LITTLE


def _group(request: Request, language: Language, group: Mapping[str, Any], nodes: Mapping[str, Any]) -> Html:
    values = [_value(request, language, one, nodes) for one in group["values"]]
    missing = group["total"] - len(values)
    more = None
    if missing > 0:
        narrowed = "?" + urlencode({"predicate": group["predicate"], "limit": 1000, "lang": language})
        more = element("p", link(narrowed, say(language, "more", count=missing)), class_="note")
    heading = element("h3", label(language, nodes[group["predicate"]]), " ", element("code", group["name"]))
    return element("div", heading, element("ul", values, class_="values"), more, class_="group")


def _value(request: Request, language: Language, value: Mapping[str, Any], nodes: Mapping[str, Any]) -> Html:
    if "iri" in value:
        node = nodes[value["iri"]]
        said: Any = [thing_link(request, language, node), " ", badge(language, node["class"])]
    else:
        said = element("span", value.get("literal", value.get("blank", "…")), lang=value.get("language"), dir="auto")
    passages = [one for source in value["sources"] for one in source["evidence"]]
    words = nodes[value["iri"]]["text"] if "iri" in value else None
    quotes = [_quote(request, language, one, nodes, words) for one in passages]
    reference = any(source["document"] is None for source in value["sources"])
    note = element("span", " ", say(language, "reference"), class_="quiet") if reference and not quotes else None
    folded = None
    if len(quotes) > _SHOWN:
        folded = element("details", element("summary", f"+ {len(quotes) - _SHOWN}"), quotes[_SHOWN:])
    return element("li", said, note, quotes[:_SHOWN], folded)


def _quote(
    request: Request, language: Language, passage: Mapping[str, Any], nodes: Mapping[str, Any], words: str | None
) -> Html:
    """A passage with where it stands; in the words of its provision, where they are at hand."""
    where = label(language, nodes[passage["part"]]) if passage["part"] else None
    slug = passage["document"].rpartition("/")[2]
    span = f"{passage['start']},{passage['end']}"
    address = f"{rooted(request, '/documents')}/{quote(slug)}/text?char={span}"
    document = label(language, nodes[passage["document"]])
    cited = [document, f", {where}" if where else "", " ", link(address, span, class_="quiet")]
    return element("blockquote", element("p", _marked(passage["exact"], words), dir="auto"), element("cite", cited))


def _marked(exact: str, words: str | None) -> list[Html | str]:
    """The words of a provision with the quote marked in them, or the quote alone."""
    quoted = " ".join(exact.split())
    before, found, after = (words or "").partition(quoted)
    return [before, element("mark", found), after] if found and words != quoted else [quoted]


def _mentions(
    request: Request, language: Language, mentions: Iterable[Mapping[str, Any]], nodes: Mapping[str, Any]
) -> Html | None:
    listed = [
        element(
            "li",
            element("time", one["issued"] or say(language, "undated")),
            " ",
            source_link(request, language, nodes[one["document"]]),
            " ",
            element("span", times(language, one["count"]), class_="quiet"),
        )
        for one in mentions
    ]
    if not listed:
        return None
    return element("section", element("h2", say(language, "mentioned_in")), element("ol", listed, class_="timeline"))


def _elsewhere(request: Request, language: Language, told: Mapping[str, Any]) -> Html:
    iri = told["iri"]
    path = local_path(iri)
    if path is None:
        return element("p", element("code", iri))
    formats = [link(rooted(request, f"/id/{path}.{suffix}"), name) for suffix, name in _SUFFIXES]
    rdf = [[" · " if place else " ", one] for place, one in enumerate(formats)]
    return element(
        "section",
        element("h2", say(language, "for_programs")),
        element("p", element("code", iri)),
        element("p", link(rooted(request, f"/id/{path}.json"), say(language, "json"))),
        element("p", say(language, "rdf"), ":", rdf),
        element("p", link(rooted(request, "/subgraph?" + urlencode({"seed": iri})), say(language, "neighbourhood"))),
    )


def label(language: Language, node: Mapping[str, Any]) -> str:
    """A thing's name in a language, or in another where it has none in this."""
    return str(node["labels"].get(language) or node["label"])


def badge(language: Language, class_: str | None) -> Html | None:
    """The class of a thing beside its name."""
    if class_ is None:
        return None
    return element("span", class_name(language, class_), class_="badge")


def times(language: Language, count: int) -> str:
    """How often."""
    return say(language, "once") if count == 1 else say(language, "times", count=count)


def local_path(iri: str) -> str | None:
    """What follows `/id/` in the address of one of our things, escaped for a path."""
    _, mark, path = iri.partition("/id/")
    return quote(path, safe=_SAFE) if mark and path and "#" not in path else None


def thing_link(request: Request, language: Language, node: Mapping[str, Any]) -> Html:
    """A link to the page of a thing; a thing of another place links there."""
    path = local_path(node["iri"])
    address = node["iri"] if path is None else f"{rooted(request, '/id')}/{path}.html?lang={language}"
    return link(address, label(language, node), dir="auto")


def source_link(request: Request, language: Language, node: Mapping[str, Any]) -> Html:
    """A link to the page of a document."""
    slug = quote(node["iri"].rpartition("/")[2], safe="")
    return link(f"{rooted(request, '/documents')}/{slug}?lang={language}", label(language, node), dir="auto")
