"""`/` and `/docs`: the way in for people, and the API's pages; whole, plain, and without another host."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Any, Final

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from api.dependencies import PoolDep
from api.markup import Html, element, language_of, link, page, page_response, rooted
from api.phrases import Language, kind_name, say
from api.reading import Question, fetched
from api.reference import reference
from api.shelf import query_list
from api.shell import shell
from api.sources import document_list
from api.things import thing_link
from queries.formats import RESULTS, TRIPLES
from queries.library import saved_queries
from queries.overview import OverviewRequest
from queries.saved_queries import describe

router = APIRouter(include_in_schema=False)

_ASSETS: Final = {"comity.css": "text/css; charset=utf-8", "comity.svg": "image/svg+xml"}

_FIRST_QUERY: Final = """\
SELECT ?agreement ?name (COUNT(?action) AS ?actions)
WHERE {
  ?action comity:invokes ?agreement .
  ?agreement skos:prefLabel ?name FILTER(LANG(?name) = "en")
}
GROUP BY ?agreement ?name
ORDER BY DESC(?actions) ?name"""


@router.get("/")
@router.head("/")
async def home(request: Request, pool: PoolDep) -> Response:
    """The explorer; where it is not built, what there is, and the ways into it."""
    if (explorer := shell(request)) is not None:
        return explorer
    told, version = await fetched(pool, Question("overview", OverviewRequest()))
    return page_response(request, await run_in_threadpool(_home, request, told), version)


@router.get("/docs")
@router.head("/docs")
async def docs(request: Request) -> Response:
    """Every address of the service, from its own description."""
    schema = request.app.openapi()
    return page_response(request, await run_in_threadpool(reference, request, schema))


@router.get("/assets/{name}")
@router.head("/assets/{name}")
async def asset(name: str) -> Response:
    """What the pages look like."""
    if name not in _ASSETS:
        raise HTTPException(404)
    body = files("api").joinpath("assets", name).read_bytes()
    return Response(body, 200, {"Cache-Control": "public, max-age=3600"}, _ASSETS[name])


def _home(request: Request, told: Mapping[str, Any]) -> Html:
    language = language_of(request)
    queries = [describe(one) for one in saved_queries().values()]
    return page(
        request,
        "Comity",
        element("h1", "Comity"),
        element("p", say(language, "tagline"), class_="lead"),
        element("p", say(language, "counts", **told["totals"]), class_="quiet"),
        element(
            "div",
            element("section", element("h2", say(language, "documents")), _documents(request, language, told)),
            element("section", element("h2", say(language, "paths_of")), _path_form(request, language)),
            class_="columns",
        ),
        element("section", element("h2", say(language, "most_cited")), _cited(request, language, told["things"])),
        element("section", element("h2", say(language, "saved")), query_list(request, language, queries)),
        element("section", element("h2", say(language, "ask")), _sparql_form(request, language)),
        element("section", element("h2", say(language, "for_programs")), _for_programs(request, language)),
    )


def _documents(request: Request, language: Language, told: Mapping[str, Any]) -> list[Html | None]:
    cut = None if told["complete"] else element("p", link(rooted(request, "/documents"), say(language, "all_of")))
    return [document_list(request, language, told["documents"]), cut]


def _cited(request: Request, language: Language, things: Mapping[str, list[Mapping[str, Any]]]) -> Html:
    cards = [
        element(
            "div",
            element("h3", link(rooted(request, f"/entities?kind={kind}&lang={language}"), kind_name(language, kind))),
            element(
                "ul",
                [
                    element(
                        "li", thing_link(request, language, one), " ", element("span", one["cited"], class_="quiet")
                    )
                    for one in listed
                ],
            ),
            class_="card",
        )
        for kind, listed in things.items()
    ]
    return element("div", cards, class_="cards")


def _path_form(request: Request, language: Language) -> Html:
    fields = [
        element("label", element("span", say(language, words)), element("input", name=name, value=value, required=True))
        for name, words, value in (("source", "from", "MLAT"), ("target", "to", "FIEA"))
    ]
    button = element("button", say(language, "find"))
    return element("form", fields, button, class_="ask", action=rooted(request, "/paths"))


def _sparql_form(request: Request, language: Language) -> Html:
    names = dict.fromkeys((*RESULTS.names, *TRIPLES.names))
    return element(
        "form",
        element("p", say(language, "ask_hint"), class_="quiet"),
        element(
            "textarea", _FIRST_QUERY, name="query", rows=8, spellcheck="false", aria_label=say(language, "the_query")
        ),
        element(
            "label",
            element("span", say(language, "format")),
            element("select", [element("option", name) for name in names], name="format"),
        ),
        element("button", say(language, "run")),
        class_="ask wide",
        action=rooted(request, "/sparql"),
    )


def _for_programs(request: Request, language: Language) -> Html:
    places = (
        ("/docs", say(language, "api_title")),
        ("/openapi.json", "OpenAPI"),
        ("/sparql", say(language, "service_description")),
        ("/.well-known/void", say(language, "void")),
        ("/.well-known/sparql-examples", say(language, "examples")),
        ("/id/graph/ontology.ttl", say(language, "ontology")),
        ("/documents?format=json", say(language, "documents")),
        ("/health", "Health"),
        ("/metrics", "Metrics"),
    )
    return element(
        "ul",
        [element("li", link(rooted(request, path), element("code", path)), " ", words) for path, words in places],
        class_="places",
    )
