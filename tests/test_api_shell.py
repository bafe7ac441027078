"""The explorer: how its files are served, and its pages as a person uses them in a browser."""

from __future__ import annotations

import gzip
import importlib.util
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from api.markup import POLICY as PLAIN
from api.shell import POLICY
from comity.known import vocabulary
from graph.nquads import line
from graph.provenance import facts, passage_lines, quads
from graph.writer import Target, replace_documents
from ontology.statement import Literal
from ontology.terms import COMITY, PROV, RDF, SCHEMA, SKOS, XSD
from tests import small_graph as small
from tests.direct import BROWSER, Site
from tests.service import Service, running

EXPLORER = Path(__file__).resolve().parents[1] / "api" / "explorer"
LINKS = small.IRIS.graph("follow-through")

PAGE = '<html lang="en" data-root=""><script type="module" src="./index-Ab3_dE5g.js"></script></html>'

HOSTILE = (
    '<img src=x onerror="alert(1)">',
    "</title><script>alert(1)</script>",
    "\u202egnp.exe \u05d0\u05d1\u05d2",
    "x" * 10_000,
)


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A folder such as Vite leaves."""
    (tmp_path / "index.html").write_text(PAGE)
    (tmp_path / "index-Ab3_dE5g.js").write_text("export {};\n" * 100)
    (tmp_path / "explorer.svg").write_text("<svg/>")
    (tmp_path / "sources.sha256").write_text("0")
    (tmp_path.parent / "secret.js").write_text("no")
    return tmp_path


@pytest.fixture
def site(built: Path) -> Site:
    """The application with the explorer."""
    return Site(explorer=built)


@pytest.mark.parametrize("path", ["/", "/explore/thing/country/mexico", "/explore/document/x?thing=y"])
def test_every_address_of_the_explorer_is_its_one_page(site: Site, path: str) -> None:
    """It reads its address itself; its policy allows its own files and nothing inline."""
    answer = site.get(path, BROWSER)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert answer.headers["content-security-policy"] == POLICY
    assert "unsafe" not in POLICY
    assert 'src="/static/index-Ab3_dE5g.js"' in answer.text
    assert answer.headers["cache-control"] == "no-cache"


def test_a_file_with_a_digest_is_kept_for_a_year(site: Site) -> None:
    """A new build has new names; a file without a digest is asked for again after an hour."""
    answer = site.get("/static/index-Ab3_dE5g.js")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert site.get("/static/explorer.svg").headers["cache-control"] == "public, max-age=3600"


def test_a_file_is_compressed_for_who_takes_it_and_not_sent_twice(site: Site, built: Path) -> None:
    """gzip, a validator of its own for each encoding, and 304."""
    plain = site.get("/static/index-Ab3_dE5g.js", {"Accept-Encoding": "identity"})
    packed = site.get("/static/index-Ab3_dE5g.js", {"Accept-Encoding": "gzip"})
    assert plain.content == packed.content == (built / "index-Ab3_dE5g.js").read_bytes()
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) == len(gzip.compress(plain.content, 9, mtime=0))
    tag = packed.headers["etag"]
    assert tag != plain.headers["etag"]
    same = site.get("/static/index-Ab3_dE5g.js", {"Accept-Encoding": "gzip", "If-None-Match": tag})
    assert (same.status_code, same.content) == (304, b"")


@pytest.mark.parametrize(
    "name", ["..%2Fsecret.js", "%2e%2e%2fsecret.js", "sources.sha256", "none.js", ".hidden.js", "a%00.js"]
)
def test_no_other_file_is_served(site: Site, name: str) -> None:
    """Names only, and only of the types that the explorer is made of."""
    assert site.get(f"/static/{name}").status_code == 404


def test_a_thing_leads_a_browser_to_the_explorer_and_a_program_to_data(site: Site) -> None:
    """303 by Accept; graphs have no page in it."""
    assert site.get("/id/country/mexico", BROWSER).headers["location"] == "/explore/thing/country/mexico"
    assert site.get("/id/country/mexico").headers["location"] == "/id/country/mexico.ttl"
    assert site.get("/id/graph/reference", BROWSER).headers["location"] == "/id/graph/reference.html"


def test_without_a_build_the_plain_pages_stand_alone(tmp_path: Path) -> None:
    """The service is whole without Node."""
    site = Site(explorer=tmp_path)
    assert site.get("/", BROWSER).headers["content-security-policy"] == PLAIN
    assert site.get("/explore/paths", BROWSER).headers["location"] == "/"
    assert site.get("/id/country/mexico", BROWSER).headers["location"] == "/id/country/mexico.html"


def builder() -> Any:
    """The program that builds the explorer, as a module."""
    spec = importlib.util.spec_from_file_location("explorer_build", EXPLORER / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module: ModuleType = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def explorer() -> tuple[Path, dict[str, str]]:
    """The explorer as it is built from its sources, and the environment in which its tests run."""
    build = builder()
    try:
        return build.build(development=True), build.environment()
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"the explorer cannot be built here: {error}")


def chromium() -> str:
    """Chromium, from Debian's packages if it is not here and may be installed.

    Raises:
        pytest.skip.Exception: there is none to be had.
    """
    packages = shutil.which("apt-get")
    if shutil.which("chromium") is None and packages and os.geteuid() == 0:
        for arguments in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
            subprocess.run([packages, "--quiet", *arguments], check=False, capture_output=True)
    found = shutil.which("chromium")
    if found is None:
        pytest.skip("Chromium is not on this machine")
    return found


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory, explorer: tuple[Path, dict[str, str]]) -> Iterator[Service]:
    """A server with the explorer over the small graph, its reference facts, the vocabulary and hostile names."""
    folder = tmp_path_factory.mktemp("explorer")
    reference = facts(small.REFERENCE, small.REFERENCE_GRAPH)
    entries = [(one.graph, quads(one, small.IRIS)) for one in small.readings()]
    entries += [(small.REFERENCE_GRAPH, sorted({*reference, *hostile()}))]
    entries += [(small.ONTOLOGY_GRAPH, vocabulary(small.IRIS)), (LINKS, sorted(set(follow_up())))]
    replace_documents(Target(folder / "store"), entries)
    with running(folder, EXPLORER=explorer[0]) as started:
        yield started


def follow_up() -> Iterator[str]:
    """A link from what was reported in 2009 to what was promised in 1998, as a load would write it."""
    pair = small.ACCOMPLISHMENTS[0], small.ACTION_1_1
    words = {s.subject: s.passage for one in small.readings() for s in one.statements if s.predicate == SCHEMA.text}
    later, earlier = (words[one] for one in pair)
    assert later is not None
    assert earlier is not None
    node = small.IRIS.statement(LINKS, pair[0], COMITY.followsUp, pair[1], later)
    yield line(pair[0], COMITY.followsUp, pair[1], LINKS)
    for predicate, value in (
        (RDF.type, RDF.Statement),
        (RDF.subject, pair[0]),
        (RDF.predicate, COMITY.followsUp),
        (RDF.object, pair[1]),
        (COMITY.score, Literal("0.5", XSD.decimal)),
        (COMITY.term, Literal("requests")),
        (COMITY.concerns, small.MLAT),
        (PROV.wasDerivedFrom, later.iri),
        (PROV.wasDerivedFrom, earlier.iri),
    ):
        yield line(node, predicate, value, LINKS)
    for passage in (later, earlier):
        yield from passage_lines(passage, LINKS)


def hostile() -> Iterator[str]:
    """Agencies whose names and country try to be more than words."""
    for number, name in enumerate(HOSTILE, start=1):
        thing = small.IRIS.thing("agency", f"hostile-{number}")
        yield line(thing, RDF.type, COMITY.Agency, small.REFERENCE_GRAPH)
        yield line(thing, SKOS.prefLabel, Literal(name, language="en"), small.REFERENCE_GRAPH)
        yield line(thing, COMITY.country, "javascript:alert(1)", small.REFERENCE_GRAPH)


def run(arguments: list[str], environ: dict[str, str]) -> None:
    """Run a program of the explorer's; what it printed is the reason where it fails."""
    done = subprocess.run(arguments, cwd=EXPLORER, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout[-6000:]}\n{done.stderr[-2000:]}"


@pytest.mark.slow
def test_the_sources_are_sound(explorer: tuple[Path, dict[str, str]]) -> None:
    """TypeScript's own strict check."""
    run(["npm", "run", "check"], explorer[1])


@pytest.mark.slow
def test_a_person_can_do_what_the_pages_are_for(service: Service, explorer: tuple[Path, dict[str, str]]) -> None:
    """Clicks and keys in headless Chromium; each test of `api/explorer/tests` says what it shows."""
    run(
        ["node", "--test", "--test-concurrency=1", "tests/"],
        {**explorer[1], "COMITY_URL": service.url, "CHROMIUM": chromium()},
    )
