"""HTML made from values: every text is escaped, every link is one to follow, and nothing runs in the page."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from html import escape
from typing import Final, TypeAlias

from starlette.requests import Request
from starlette.responses import Response

from api.phrases import LANGUAGES, Language, say

POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""No script at all, and nothing from another host (https://www.w3.org/TR/CSP3/)."""

_EMPTY: Final = frozenset({"br", "hr", "img", "input", "link", "meta"})
_ELSEWHERE: Final = re.compile(r"https?://[^\s\"'<>]+")
_HERE: Final = re.compile(r"(?!//)[/?#][^\s\"'<>]*")
_QUALITY: Final = re.compile(r"\s*([a-zA-Z-]+|\*)\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?))?\s*")


class Html(str):
    """Markup that is finished: it is not escaped again."""

    __slots__ = ()


Content: TypeAlias = "str | int | Html | Iterable[Content] | None"


def text(content: Content) -> Html:
    """Content as markup: text is escaped, markup stays, None is nothing, the rest is joined.

    >>> text(["a < b", None, element("b", "c")])
    'a &lt; b<b>c</b>'
    """
    if content is None:
        return Html("")
    if isinstance(content, Html):
        return content
    if isinstance(content, str | int):
        return Html(escape(str(content)))
    return Html("".join(map(text, content)))


def element(tag: str, *content: Content, **attributes: str | int | bool | None) -> Html:
    """An element; an attribute that is None or False is left out, an underscore at the end of its name too.

    A link to anywhere but an http(s) address or a place in this service loses its target.

    >>> element("a", "<x>", href="javascript:alert(1)", class_="thing")
    '<a class="thing">&lt;x&gt;</a>'
    """
    attributes = {key: value for key, value in attributes.items() if value is not None and value is not False}
    if "href" in attributes and not _followed(str(attributes["href"])):
        del attributes["href"]
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{escape(str(value))}"')
        for key, value in attributes.items()
    )
    return Html(f"<{tag}{written}>" if tag in _EMPTY else f"<{tag}{written}>{text(content)}</{tag}>")


def _followed(address: str) -> bool:
    return bool(_ELSEWHERE.fullmatch(address) or _HERE.fullmatch(address))


def link(address: str, *content: Content, **attributes: str | int | bool | None) -> Html:
    """A link."""
    return element("a", *content, href=address, **attributes)


def language_of(request: Request) -> Language:
    """The language of a page: `lang=`, else the first of ours that Accept-Language wants most, else English."""
    asked = request.query_params.get("lang")
    if asked in LANGUAGES:
        return asked
    wanted: list[tuple[float, int, Language]] = []
    for place, part in enumerate(request.headers.get("accept-language", "")[:200].split(",")):
        found = _QUALITY.fullmatch(part)
        main = found[1].lower().partition("-")[0] if found else ""
        if found and main in LANGUAGES:
            wanted.append((-float(found[2] or 1), place, main))
    return min(wanted)[2] if wanted else "en"


def page(request: Request, title: str, *content: Content) -> Html:
    """A whole page in the frame that all pages share."""
    language = language_of(request)
    body = element(
        "body",
        link("#main", say(language, "skip"), class_="skip"),
        element("header", _bar(request, language), _search(request, language)),
        element("main", *content, id="main"),
        element("footer", say(language, "footer")),
    )
    return Html("<!DOCTYPE html>\n" + element("html", _head(request, title), body, lang=language))


def _head(request: Request, title: str) -> Html:
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title if title == "Comity" else f"{title} – Comity"),
        element("link", rel="icon", href=rooted(request, "/assets/comity.svg"), type="image/svg+xml"),
        element("link", rel="stylesheet", href=rooted(request, "/assets/comity.css")),
    )


def _bar(request: Request, language: Language) -> Html:
    return element(
        "nav",
        link(rooted(request, "/"), "Comity", class_="brand"),
        [link(rooted(request, path), say(language, key)) for path, key in _PLACES],
        element("span", [_switch(request, one, language) for one in LANGUAGES], class_="languages"),
        aria_label=say(language, "places"),
    )


def _search(request: Request, language: Language) -> Html:
    hint = say(language, "hint")
    return element(
        "form",
        element("input", type="search", name="q", aria_label=say(language, "search"), placeholder=hint),
        element("input", type="hidden", name="lang", value=language),
        element("button", say(language, "search")),
        action=rooted(request, "/entities"),
        role="search",
    )


_PLACES: Final = (
    ("/documents", "documents"),
    ("/entities", "things"),
    ("/queries", "queries"),
    ("/docs", "api"),
)


def _switch(request: Request, language: Language, current: Language) -> Html:
    query = "&".join([*(f"{k}={v}" for k, v in _kept(request)), f"lang={language}"])
    return link(
        f"?{query}",
        language.upper(),
        hreflang=language,
        lang=language,
        aria_current="true" if language == current else None,
    )


def _kept(request: Request) -> list[tuple[str, str]]:
    pairs = [one.partition("=") for one in request.scope["query_string"].decode("latin-1").split("&") if one]
    return [(key, value) for key, _, value in pairs if key != "lang"]


def rooted(request: Request, path: str) -> str:
    """An absolute path of this service, below the path at which a proxy may have put it."""
    return f"{request.scope.get('root_path', '')}{path}"


def page_response(request: Request, markup: Html, version: str = "") -> Response:
    """A page as a response, with a validator of its own content; 304 if the client has it."""
    body = markup.encode()
    tag = f'"{version[:16]}-{hashlib.sha256(body).hexdigest()[:16]}"'
    headers = {
        "ETag": tag,
        "Vary": "Accept, Accept-Language",
        "Cache-Control": "no-cache",
        "Content-Language": language_of(request),
        "Content-Security-Policy": POLICY,
    }
    held = {one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")}
    if tag in held:
        return Response(status_code=304, headers=headers)
    return Response(body, 200, headers, "text/html; charset=utf-8")
