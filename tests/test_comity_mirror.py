"""A store that follows some documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from comity.build import load
from comity.documents import Loaders
from comity.mirror import content_stamp, follow
from comity.plan import Plan
from comity.stores import Cache, folder_of
from graph import Graph
from graph.writer import Target, update
from ontology.errors import ConfigurationError, StoreDamagedError
from tests.small_graph import REPORT_GRAPH, STRATEGY_GRAPH
from tests.small_reader import SmallReader, write

PLAN = Plan(SmallReader())


def graphs(store: Path) -> set[str]:
    """The documents of a store."""
    return set(Graph.open(store).store.graphs()) & {STRATEGY_GRAPH, REPORT_GRAPH}


def test_documents_are_read_once(tmp_path: Path) -> None:
    """The second call finds that nothing has changed, and reads nothing."""
    folder = write(tmp_path / "in", a="strategy")
    assert follow([folder], tmp_path / "store", PLAN) is not None
    assert follow([folder], tmp_path / "store", PLAN) is None


def test_a_changed_document_is_read_again_and_a_vanished_one_is_gone(tmp_path: Path) -> None:
    """The store holds the documents as they are now, and no others; nothing is left beside it."""
    folder = write(tmp_path / "in", a="strategy", b="report")
    follow([folder], tmp_path / "store", PLAN)
    (folder / "b.txt").unlink()
    report = follow([folder], tmp_path / "store", PLAN)
    assert report is not None
    assert graphs(tmp_path / "store") == {STRATEGY_GRAPH}
    assert {path.name for path in tmp_path.iterdir()} == {"in", "store"}


def test_what_a_user_wrote_to_the_store_stays(tmp_path: Path) -> None:
    """Once a store holds more than its documents, they are replaced in it and nothing is taken out."""
    folder = write(tmp_path / "in", a="strategy", b="report")
    follow([folder], tmp_path / "store", PLAN)
    update(Target(tmp_path / "store"), "INSERT DATA { <urn:s> <urn:p> <urn:o> }")
    (folder / "b.txt").unlink()
    follow([folder], tmp_path / "store", PLAN)
    assert Graph.open(tmp_path / "store").store.query("ASK { <urn:s> <urn:p> <urn:o> }").boolean
    assert graphs(tmp_path / "store") == {STRATEGY_GRAPH, REPORT_GRAPH}
    assert follow([folder], tmp_path / "store", PLAN) is None


def test_a_store_that_was_loaded_by_hand_is_not_thrown_away(tmp_path: Path) -> None:
    """Documents enter a store of other documents beside them."""
    folder = write(tmp_path / "in", a="strategy", b="report")
    load([folder / "b.txt"], tmp_path / "store", PLAN)
    follow([folder / "a.txt"], tmp_path / "store", PLAN)
    assert graphs(tmp_path / "store") == {STRATEGY_GRAPH, REPORT_GRAPH}


def test_a_damaged_store_is_made_again_if_it_was_made_here(tmp_path: Path) -> None:
    """A store of documents that can be read again is mended; one that was loaded by hand is left to its owner."""
    folder = write(tmp_path / "in", a="strategy")
    follow([folder], tmp_path / "store", PLAN)
    load([folder], tmp_path / "own", PLAN)
    for name in ("store", "own"):
        (tmp_path / name / "CURRENT").write_text("no such thing", encoding="ascii")
    assert follow([folder], tmp_path / "store", PLAN) is not None
    assert graphs(tmp_path / "store") == {STRATEGY_GRAPH}
    with pytest.raises(StoreDamagedError):
        follow([folder], tmp_path / "own", PLAN)


def test_a_store_survives_documents_that_can_no_longer_be_read(tmp_path: Path) -> None:
    """If every file fails, the store is as it was, and the failures are told each time."""
    folder = write(tmp_path / "in", a="strategy")
    follow([folder], tmp_path / "store", PLAN)
    write(folder, a="empty")
    for _ in range(2):
        report = follow([folder], tmp_path / "store", PLAN)
        assert report is not None
        assert len(report.failures) == 1
    assert graphs(tmp_path / "store") == {STRATEGY_GRAPH}


def test_a_gazetteer_that_changed_makes_documents_read_again(tmp_path: Path) -> None:
    """Also where its path is the same; so does another recogniser."""
    own = tmp_path / "own.ttl"
    own.write_text("# none yet", encoding="utf-8")
    before = Loaders((own,)).mark()
    own.write_text("# still none", encoding="utf-8")
    assert len({before, Loaders((own,)).mark(), Loaders((own,), ("model",)).mark(), Loaders().mark()}) == 4
    one = write(tmp_path / "one", a="strategy")
    assert content_stamp([one], "a") != content_stamp([one], "b")


def test_the_stamp_knows_documents_and_their_sidecars(tmp_path: Path) -> None:
    """Content and names count, in a folder and for a single file; when and where they were written does not."""
    one, two = (write(tmp_path / name, a="strategy") for name in ("one", "two"))
    assert content_stamp([one / "a.txt"]) == content_stamp([two / "a.txt"])
    (two / "a.toml").write_text("title = 'T'", encoding="utf-8")
    assert content_stamp([one / "a.txt"]) != content_stamp([two / "a.txt"])
    assert content_stamp([one]) != content_stamp([two])


def test_the_cache_keeps_a_store_for_each_set_of_documents(tmp_path: Path) -> None:
    """The same documents have the same store in any order; others have another."""
    folder = write(tmp_path / "in", a="strategy", b="report")
    cache = Cache.of({"XDG_CACHE_HOME": str(tmp_path / "cache")})
    first, report = cache.store([folder / "a.txt", folder / "b.txt"], PLAN)
    assert report is not None
    assert cache.store([folder / "b.txt", folder / "a.txt"], PLAN) == (first, None)
    other, _ = cache.store([folder / "a.txt"], PLAN)
    assert other != first
    assert first.is_relative_to(tmp_path / "cache" / "comity")


def test_a_cache_that_cannot_be_written_says_what_to_do(tmp_path: Path) -> None:
    """The message names the folder and the ways round it."""
    (tmp_path / "comity").write_text("a file where the folder should be", encoding="utf-8")
    cache = Cache.of({"XDG_CACHE_HOME": str(tmp_path)})
    with pytest.raises(ConfigurationError, match=r"comity/stores: .*; name a folder with --store"):
        cache.store([write(tmp_path / "in", a="strategy")], PLAN)


def test_an_address_is_not_a_store_yet() -> None:
    """A store is a folder; the message says what was given."""
    assert folder_of("some/folder") == Path("some/folder")
    with pytest.raises(ConfigurationError, match=r"https://example\.org/sparql"):
        folder_of("https://example.org/sparql")


def test_a_mark_that_is_no_mark_counts_as_none(tmp_path: Path) -> None:
    """Whatever stands in its place, the store is treated as its owner's."""
    folder = write(tmp_path / "in", a="strategy")
    for content in ("not json", "[]", json.dumps({"other": 1})):
        load([folder], tmp_path / "store", PLAN)
        (tmp_path / "store" / "documents.json").write_text(content, encoding="utf-8")
        assert follow([folder], tmp_path / "store", PLAN) is not None
