"""Follow-through in a store: what later documents of the corpus take up, whatever order they come in."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from comity.build import load
from comity.documents import Loaders
from comity.plan import Plan
from comity.report import LoadReport
from graph import Graph
from graph.validation import validate_store
from ontology.iris import Iris
from ontology.terms import COMITY
from queries.evidence import evidence_of
from queries.saved_queries import SavedRequest, saved

HERE: Final = Path(__file__).parent
LATER: Final = HERE / "follow_through"
PLANS: Final = ("us-colombia-rural-security-plan", "peru-brasil-plan-accion-fronteriza", "uk-vietnam-action-plan")
IRIS: Final = Iris()
LINKS: Final = IRIS.graph("follow-through")

EXPECTED: Final = {
    ("us-colombia-progress-2021/accomplishment/1", "point/1/goal/1/objective/1.1/action/1.1.1"),
    ("us-colombia-progress-2021/accomplishment/1", "point/1/goal/1/objective/1.1"),
    ("us-colombia-progress-2021/accomplishment/3", "point/1/goal/1/objective/1.2/action/1.2.1"),
    ("us-colombia-progress-2021/accomplishment/3", "point/1/goal/1/objective/1.2/action/1.2.2"),
    ("us-colombia-progress-2021/accomplishment/4", "point/1/goal/2/objective/2.1/action/2.1.2"),
    ("us-colombia-progress-2021/accomplishment/5", "point/2/goal/1/objective/1.1/action/1.1.1"),
    ("us-colombia-progress-2021/accomplishment/6", "point/2/goal/1/objective/1.1/action/1.1.3"),
    ("us-colombia-progress-2021/action/1", "point/1/goal/1/objective/1.1/action/1.1.3"),
    ("peru-brasil-acta-2016/accomplishment/(b)", "point/I/objective/1.1/action/(c)"),
    ("peru-brasil-acta-2016/action/1", "point/III/objective/3.1/action/(b)"),
    ("peru-brasil-acta-2016/action/3", "point/I/objective/1.2/action/(a)"),
    ("uk-vietnam-review-2022/provision/1", "point/A/objective/1/action/1(a)"),
    ("uk-vietnam-review-2022/again/provision/1", "point/B/objective/1/action/1(a)"),
    ("uk-vietnam-review-2022/again/provision/2", "point/B/objective/1/action/1(b)"),
}
"""Links that a reader of both documents makes."""


def run(folder: Path, *paths: Path, workers: int = 1) -> LoadReport:
    """Load with the bundled lexicons."""
    return load(paths, folder, Plan(Loaders(), workers))


def files() -> list[Path]:
    """Three plans and what was reported of each later."""
    plans = [next((HERE / "corpus").rglob(f"{name}.txt")) for name in PLANS]
    return [*plans, *sorted(LATER.glob("*.txt"))]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of all of them."""
    folder = tmp_path_factory.mktemp("follow") / "store"
    assert run(folder, *files()).failures == ()
    return folder


def links(folder: Path) -> set[tuple[str, str]]:
    """Later and earlier provision of each link, the earlier one without its document."""
    found = Graph.open(folder).store.quads(None, COMITY.followsUp, None, LINKS)
    head = f"{IRIS.base}document/"
    pairs = ((str(later).removeprefix(head), str(earlier).removeprefix(head)) for later, _, earlier, _ in found)
    return {(later, earlier.split("/", 1)[1]) for later, earlier in pairs}


def test_what_was_reported_is_linked_to_what_was_promised(store: Path) -> None:
    """Nine in ten of the links that a reader makes are there, and hardly any other is."""
    found = links(store)
    assert len(EXPECTED & found) >= 0.9 * len(EXPECTED)
    assert len(found - EXPECTED) <= 2


def test_a_link_quotes_both_sides(store: Path) -> None:
    """Its evidence is a passage of each document, with the provision that it stands in."""
    graph = Graph.open(store)
    later = f"{IRIS.base}document/us-colombia-progress-2021/accomplishment/4"
    (earlier,) = (str(o) for _, _, o, _ in graph.store.quads(later, COMITY.followsUp, None, LINKS))
    (quotes,) = evidence_of(graph, [(later, COMITY.followsUp, earlier)]).values()
    assert {one.part for one in quotes} == {later, earlier}
    assert any("171 extradition requests" in one.exact for one in quotes)


def test_a_link_says_why(store: Path) -> None:
    """A score, the things that both passages concern, and the words they share."""
    (row,) = Graph.open(store).store.rows(
        """SELECT ?score (GROUP_CONCAT(DISTINCT ?term) AS ?terms) (GROUP_CONCAT(STR(?thing)) AS ?things) WHERE {
             GRAPH ?g { ?s rdf:subject ?later ; comity:score ?score ; comity:term ?term ; comity:concerns ?thing } }
           GROUP BY ?score""",
        later=f"{IRIS.base}document/us-colombia-progress-2021/accomplishment/4",
    )
    score, terms, things = (getattr(one, "value", "") for one in row)
    assert 0.22 <= float(score) <= 1
    assert "requests" in terms
    assert "extradition-treaty-colombia-united-states" in things


def test_the_graph_of_links_keeps_to_the_shapes(store: Path) -> None:
    """It is judged with the classes that the documents' own graphs tell."""
    graph = Graph.open(store)
    assert dict(validate_store(graph.store, IRIS))[LINKS] == []


def test_links_depend_on_no_order(store: Path, tmp_path: Path) -> None:
    """At once or one by one, later documents first: the same bytes; and a document again changes nothing."""
    one, *others = reversed(files())
    run(tmp_path / "store", one)
    run(tmp_path / "store", *others, workers=2)
    assert sorted(Graph.open(store).store.lines()) == sorted(Graph.open(tmp_path / "store").store.lines())
    again = run(tmp_path / "store", one)
    assert (again.added, again.removed) == (0, 0)


def test_a_document_that_says_less_is_followed_up_less(tmp_path: Path) -> None:
    """Loading it again replaces the links to it."""
    plan, report = files()[0], LATER / "us-colombia-progress-2021.txt"
    mine = tmp_path / plan.name
    mine.write_text(plan.read_text("utf-8"), "utf-8")
    run(tmp_path / "store", mine, report)
    assert len(links(tmp_path / "store")) >= 8
    mine.write_text("The United States and Colombia agreed to meet.\n", "utf-8")
    run(tmp_path / "store", mine)
    assert links(tmp_path / "store") == set()


def test_no_document_takes_the_name_of_the_graph_of_links(tmp_path: Path) -> None:
    """A file called so is told to choose another address."""
    (tmp_path / "follow-through.txt").write_text("Canada will train clerks.", "utf-8")
    (failure,) = run(tmp_path / "store", tmp_path / "follow-through.txt").failures
    assert "a graph of Comity's own" in failure.reason


def test_an_analyst_asks_what_became_of_a_point(store: Path) -> None:
    """The saved query gives what was promised, what was reported, and when."""
    point = f"{IRIS.base}document/us-colombia-rural-security-plan/point/2"
    told = saved(Graph.open(store), SavedRequest("what-became-of", (("point", point),), "text/csv")).body.decode()
    assert "ten prosecutors" in told
    assert "2021-11-18" in told


def test_a_topic_that_documents_speak_of_has_its_class_in_the_network(store: Path) -> None:
    """The graph of the ontology describes topics; that hides none of them from those who ask for topics."""
    network = Graph.open(store).network
    node = network.find(f"{IRIS.base}topic/extradition-and-fugitives")
    assert COMITY.Topic in network.classes(node)
