"""The explorer: one page that is every page of it, and the files that it is made of, as Vite built them.

The pages' source is in `api/explorer`, what is built from it in the folder that the setting `explorer` names. Where
there is none, the plain pages of `api.pages` stand alone.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Final
from urllib.parse import quote

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.responses import accepts_gzip

router = APIRouter(include_in_schema=False)

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Nothing inline, and nothing from another host; images may be made in the page, for export."""

_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
_PAGE: Final = "index.html"
_NAME: Final = re.compile(r"[\w][\w.-]{0,200}")
_DIGEST: Final = re.compile(r".+-[\w-]{8}\.\w+")
_YEAR: Final = "public, max-age=31536000, immutable"


def shell(request: Request) -> Response | None:
    """The page of the explorer, whichever of its addresses was asked for; None where it is not built."""
    folder: Path = request.app.state.settings.explorer
    page = _read(folder / _PAGE)
    if page is None:
        return None
    root = escape(request.scope.get("root_path", ""))
    body = page.decode().replace('data-root=""', f'data-root="{root}"').replace('="./', f'="{root}/static/').encode()
    headers = {
        "Content-Security-Policy": POLICY,
        "Cache-Control": "no-cache",
        "Content-Type": "text/html; charset=utf-8",
    }
    return _sent(request, body, headers)


def thing_address(request: Request, path: str) -> str | None:
    """Where the explorer tells of a thing, by its kind and slug; None where it is not built."""
    if _read(request.app.state.settings.explorer / _PAGE) is None:
        return None
    return f"{request.scope.get('root_path', '')}/explore/thing/{path}"


@router.get("/explore/{path:path}")
@router.head("/explore/{path:path}")
async def explore(request: Request) -> Response:
    """A page of the explorer; the start, where it is not built."""
    return shell(request) or RedirectResponse(f"{request.scope.get('root_path', '')}/", 307)


@router.get("/static/{name}")
@router.head("/static/{name}")
async def static(request: Request, name: str) -> Response:
    """A file of the explorer; a name that carries the digest of the file is kept for a year."""
    media_type = _TYPES.get(Path(name).suffix)
    body = _read(request.app.state.settings.explorer / name) if media_type and _NAME.fullmatch(name) else None
    if body is None or media_type is None:
        raise HTTPException(404, f"no file is called {quote(name[:100])}")
    kept = _YEAR if _DIGEST.fullmatch(name) else "public, max-age=3600"
    return _sent(request, body, {"Cache-Control": kept, "Content-Type": media_type})


def _sent(request: Request, body: bytes, headers: dict[str, str]) -> Response:
    """A body, compressed where that pays and the client takes it; 304 if the client has it."""
    compress = headers["Content-Type"] != _TYPES[".woff2"] and accepts_gzip(request)
    sent = _compressed(body) if compress else body
    tag = f'"{hashlib.sha256(sent).hexdigest()[:32]}"'
    told = {**headers, "ETag": tag, "Vary": "Accept-Encoding", **({"Content-Encoding": "gzip"} if compress else {})}
    held = {one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")}
    return Response(status_code=304, headers=told) if tag in held else Response(sent, 200, told)


@lru_cache(maxsize=128)
def _compressed(body: bytes) -> bytes:
    return gzip.compress(body, 9, mtime=0)


def _read(path: Path) -> bytes | None:
    """The bytes of a file, kept until it changes."""
    try:
        stamp = path.stat().st_mtime_ns
        return _held(path, stamp)
    except OSError:
        return None


@lru_cache(maxsize=128)
def _held(path: Path, _stamp: int) -> bytes:
    return path.read_bytes()
