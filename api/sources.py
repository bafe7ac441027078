"""Pages about documents: all of them, and one with the tree of its provisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.inquiry import Inquiry
from api.markup import Html, element, language_of, link, page, page_response, rooted
from api.phrases import Language, say
from api.reading import Question, fetched
from api.things import badge, label, local_path, thing_link
from queries.documents import DocumentRequest, DocumentsRequest
from queries.outline import OutlineRequest


async def documents_page(
    request: Request, pool: Inquiry, question: DocumentsRequest, seconds: float | None
) -> Response:
    """All documents by date."""
    told, version = await fetched(pool, Question("documents", question, seconds))
    markup = await run_in_threadpool(_documents, request, told)
    return page_response(request, markup, version)


async def document_page(request: Request, pool: Inquiry, name: str, seconds: float | None) -> Response:
    """One document with its outline."""
    told, version = await fetched(pool, Question("document", DocumentRequest(name), seconds))
    tree, _ = await fetched(pool, Question("outline", OutlineRequest(name), seconds))
    markup = await run_in_threadpool(_document, request, told, tree)
    return page_response(request, markup, version)


def _documents(request: Request, told: Mapping[str, Any]) -> Html:
    language = language_of(request)
    title = say(language, "documents")
    cut = None if told["complete"] else element("p", say(language, "incomplete"), class_="note")
    return page(request, title, element("h1", title), document_list(request, language, told["documents"]), cut)


def document_list(request: Request, language: Language, documents: Iterable[Mapping[str, Any]]) -> Html:
    """Documents with date, type and what was read."""
    listed = [
        element(
            "li",
            element("time", one["issued"] or say(language, "undated")),
            " ",
            link(f"{_address(request, one)}?lang={language}", label_of(language, one), dir="auto"),
            " ",
            badge(language, one["class"]),
            element("p", counted(language, one), class_="quiet"),
        )
        for one in documents
    ]
    return element("ol", listed, class_="timeline")


def label_of(language: Language, document: Mapping[str, Any]) -> str:
    """The title of a document, in a language where it has one in it."""
    return str(document["labels"].get(language) or document["title"] or document["slug"])


def counted(language: Language, document: Mapping[str, Any]) -> str:
    """How much was read from a document."""
    return say(
        language, "counts", documents=1, **{k: document[k] for k in ("provisions", "mentions", "statements")}
    ).partition(", ")[2]


def _address(request: Request, document: Mapping[str, Any]) -> str:
    return f"{rooted(request, '/documents')}/{quote(document['slug'], safe='')}"


def _document(request: Request, told: Mapping[str, Any], tree: Mapping[str, Any]) -> Html:
    language = language_of(request)
    title = label_of(language, told)
    here = _address(request, told)
    links = [
        link(f"{here}/text", say(language, "text")),
        " · ",
        link(f"{here}/annotations", say(language, "annotations")),
        " · ",
        link(f"{here}/outline", say(language, "outline"), " (JSON)"),
        " · ",
        link(rooted(request, f"/id/{local_path(told['iri'])}.html?lang={language}"), say(language, "facts")),
    ]
    outline = _provisions(request, language, tree["provisions"]) or element("p", say(language, "no_outline"))
    return page(
        request,
        title,
        element("h1", title),
        element("p", badge(language, told["class"])),
        _description(request, language, told),
        element("p", links),
        element("section", element("h2", say(language, "outline")), outline),
    )


def _description(request: Request, language: Language, told: Mapping[str, Any]) -> Html:
    publishers = [
        [", " if place else "", thing_link(request, language, one) if one["iri"] else label(language, one)]
        for place, one in enumerate(told["publishers"])
    ]
    source = told["source"]
    rows: list[tuple[str, Any]] = [
        ("date", told["issued"]),
        ("publisher", publishers or None),
        ("source", link(source, source) if source else None),
        ("language", told["language"]),
        ("characters", told["characters"]),
    ]
    return element("dl", [[element("dt", say(language, key)), element("dd", value)] for key, value in rows if value])


def _provisions(request: Request, language: Language, provisions: Iterable[Mapping[str, Any]]) -> Html | None:
    listed = [
        element(
            "li",
            thing_link(request, language, {**one, "labels": _short(one)}),
            " ",
            element("span", one["text"], dir="auto") if one["text"] else None,
            _provisions(request, language, one["children"]),
            id=one["iri"].partition("/document/")[2].partition("/")[2] or None,
        )
        for one in provisions
    ]
    return element("ol", listed, class_="outline") if listed else None


def _short(provision: Mapping[str, Any]) -> dict[str, str]:
    """The last step of a provision's name: what stands above it in the tree says the rest."""
    return {language: words.rpartition(", ")[2] for language, words in provision["labels"].items()}
