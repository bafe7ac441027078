"""Pages about saved queries: the list with a form for each, and the rows that one gave."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final
from urllib.parse import unquote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from api.inquiry import Inquiry
from api.markup import Html, element, language_of, link, page, page_response, rooted
from api.phrases import Language, say
from api.reading import Question, fetched, plain
from api.things import local_path
from queries.formats import RESULTS_JSON, TURTLE
from queries.labels import prefixed
from queries.library import Parameter, SavedQuery, find
from queries.saved_queries import LibraryRequest, SavedRequest, offer

_ROWS: Final = 500
"""Rows on one page; the formats for programs have them all."""


async def library_page(request: Request, pool: Inquiry, seconds: float | None) -> Response:
    """All saved queries."""
    told, version = await fetched(pool, Question("library", LibraryRequest(), seconds))
    markup = await run_in_threadpool(_library, request, told)
    return page_response(request, markup, version)


async def query_page(request: Request, pool: Inquiry, question: SavedRequest, seconds: float | None) -> Response:
    """A saved query with its form, and what it answers once its required parameters are given."""
    saved = find(question.name)
    given = {name for name, _ in question.values}
    if any(one.required and one.name not in given for one in saved.parameters):
        return page_response(request, _query(request, saved, question, None))
    media_type = TURTLE.media_type if saved.form == "CONSTRUCT" else RESULTS_JSON.media_type
    asked = replace(question, media_type=media_type, limit=question.limit or _ROWS)
    answer = await pool.ask("saved", asked, seconds)
    body = plain(answer)
    markup = await run_in_threadpool(_answered, request, saved, question, (body, answer.complete))
    return page_response(request, markup, answer.version)


def _library(request: Request, told: Mapping[str, Any]) -> Html:
    language = language_of(request)
    title = say(language, "saved")
    return page(
        request,
        title,
        element("h1", title),
        element("p", say(language, "saved_hint")),
        query_list(request, language, told["queries"]),
    )


def query_list(request: Request, language: Language, queries: Iterable[Mapping[str, Any]]) -> Html:
    """Saved queries with their descriptions."""
    listed = [
        element(
            "li",
            link(f"{rooted(request, '/queries')}/{one['name']}?lang={language}", one["title"][language]),
            element("p", one["description"][language], class_="quiet"),
        )
        for one in queries
    ]
    return element("ul", listed, class_="queries")


def _answered(request: Request, saved: SavedQuery, question: SavedRequest, answer: tuple[bytes, bool]) -> Html:
    body, complete = answer
    if saved.form == "CONSTRUCT":
        shown: Html = element("pre", body.decode(), tabindex=0)
    else:
        shown = _table(request, language_of(request), json.loads(body))
    note = None if complete else element("p", say(language_of(request), "incomplete"), class_="note")
    return _query(request, saved, question, element("section", shown, note))


def _query(request: Request, saved: SavedQuery, question: SavedRequest, shown: Html | None) -> Html:
    language = language_of(request)
    title = saved.title[language]
    values = [(name, value) for name, value in question.values if name != "lang"]
    names = offer(saved).names
    formats = [
        [" · " if place else "", link("?" + urlencode([*values, ("lang", language), ("format", name)]), name)]
        for place, name in enumerate(names)
    ]
    return page(
        request,
        title,
        element("h1", title),
        element("p", saved.description[language]),
        _form(language, saved, dict(values)),
        shown,
        element("p", say(language, "format"), ": ", formats) if shown else None,
        element("details", element("summary", say(language, "the_query")), element("pre", saved.text, tabindex=0)),
    )


def _form(language: Language, saved: SavedQuery, values: Mapping[str, str]) -> Html:
    fields = [_field(language, one, values.get(one.name, "")) for one in saved.parameters if one.name != "lang"]
    hidden = element("input", type="hidden", name="lang", value=language)
    return element("form", fields, hidden, element("button", say(language, "run")), class_="ask")


def _field(language: Language, parameter: Parameter, value: str) -> Html:
    hints = [parameter.description[language]]
    if parameter.required:
        hints.append(f"({say(language, 'required')})")
    return element(
        "label",
        element("span", parameter.name, " ", element("small", " ".join(hints))),
        element(
            "input",
            name=parameter.name,
            value=value or None,
            placeholder=say(language, "example", example=parameter.example) if parameter.example else None,
            required=parameter.required,
        ),
    )


def _table(request: Request, language: Language, told: Mapping[str, Any]) -> Html:
    if "boolean" in told:
        return element("p", "true" if told["boolean"] else "false")
    rows = told["results"]["bindings"]
    if not rows:
        return element("p", say(language, "no_rows"))
    names = _names(told["head"]["vars"])
    columns = [one for one in told["head"]["vars"] if one not in names.values()]
    head = element("tr", [element("th", one, scope="col") for one in columns])
    body = [
        element("tr", [element("td", _cell(request, row.get(one), row.get(names.get(one, "")))) for one in columns])
        for row in rows
    ]
    caption = say(language, "row") if len(rows) == 1 else say(language, "rows", count=len(rows))
    table = element("table", element("caption", caption), element("thead", head), element("tbody", body))
    return element("div", table, class_="scroll", tabindex=0, role="region", aria_label=caption)


def _names(columns: Sequence[str]) -> dict[str, str]:
    """For a column of things, the column that names them: the two are shown as one."""
    named = {one: f"{one}Name" for one in columns if f"{one}Name" in columns}
    pairs = (("document", "title"), ("thing", "name"))
    return named | {one: name for one, name in pairs if one in columns and name in columns}


def _cell(request: Request, value: Mapping[str, str] | None, name: Mapping[str, str] | None) -> Html | None:
    if value is None:
        return None
    if value["type"] != "uri":
        return element("span", value["value"], lang=value.get("xml:lang"), dir="auto")
    path = local_path(value["value"])
    words = name["value"] if name else prefixed(value["value"]) if path is None else unquote(_end(path))
    address = value["value"] if path is None else f"{rooted(request, '/id')}/{path}.html?lang={language_of(request)}"
    return link(address, words, title=value["value"], dir="auto")


def _end(path: str) -> str:
    """The last step of an address, with the one before it if that says what it is."""
    return "/".join(path.split("/")[-2:])
