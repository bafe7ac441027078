"""Who may change the graph: whoever sends the token, from a page of this service or from no page at all."""

from __future__ import annotations

import hmac
from urllib.parse import urlsplit

from starlette.requests import Request

from api.settings import Settings
from ontology.errors import ForbiddenError, StoreReadOnlyError, UnauthorizedError


def require_writer(request: Request, settings: Settings) -> None:
    """Let a write pass, or say why not.

    Raises:
        ForbiddenError: a browser sent it for a page of another site.
        StoreReadOnlyError: the service was started for reading only.
        UnauthorizedError: it does not carry the token.
    """
    refuse_other_sites(request)
    if not settings.writable:
        raise StoreReadOnlyError("this service only answers; start it with --writable to change the graph")
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        raise UnauthorizedError("a write needs the header 'Authorization: Bearer TOKEN' with this service's token")
    if not hmac.compare_digest(token.strip().encode(), settings.token.encode()):
        raise UnauthorizedError("found a token that is not the one of this service")


def refuse_other_sites(request: Request) -> None:
    """Refuse what a browser sends on behalf of another site, whatever it carries.

    Raises:
        ForbiddenError: Sec-Fetch-Site or Origin says so (W3C Fetch Metadata; RFC 6454).
    """
    site = request.headers.get("sec-fetch-site", "none").lower()
    if site not in ("none", "same-origin"):
        raise ForbiddenError(f"found a write that a page of another site sends (Sec-Fetch-Site: {site[:20]})")
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc.lower() != request.headers.get("host", "").lower():
        raise ForbiddenError(f"found a write that a page of {origin[:100]!r} sends, expected one of this service")
