"""Provisions of later documents that take up those of earlier ones."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from loaders.follow_ups import LEAST, Document, Provision, follow_ups
from loaders.wording import Clause

SUBJECTS = frozenset({"mlat", "money", "drugs"})
PARTIES = frozenset({"ca", "mx"})


def clause(activities: str = "train", things: str = "money", words: str = "clerk") -> Clause:
    """A sentence with these terms."""
    named = {one: one for one in activities.split()}
    return Clause(0, "x", frozenset(things.split()), named, {one: one for one in words.split()})


def document(name: str, date: str, *clauses: Clause, parties: frozenset[str] = PARTIES) -> Document:
    """A document of that date whose provisions are sentences."""
    provisions = tuple(Provision(f"{name}/{i}", name, (one,)) for i, one in enumerate(clauses))
    return Document(name, date, date, parties, provisions)


PLAN = document("plan", "1998-02", clause(), clause("meet", "drugs", "border"))
REPORT = document("report", "2003-11-12", clause())


def pairs(*documents: Document) -> set[tuple[str, str]]:
    """Which takes up which."""
    return {(link.later, link.earlier) for link in follow_ups(documents, SUBJECTS)}


def test_the_same_activity_on_the_same_subject_is_taken_up() -> None:
    """The link says how alike the two are, and in what."""
    (link,) = follow_ups([PLAN, REPORT], SUBJECTS)
    assert (link.later, link.earlier, link.score) == ("report/0", "plan/0", 1.0)
    assert (link.concerns, link.terms) == (("money",), ("train", "clerk"))


def test_another_activity_or_another_subject_is_not() -> None:
    """Clerks who are paid for what they know of money laundering are not trained in it."""
    assert pairs(PLAN, document("report", "2003", clause("finance"))) == set()
    assert pairs(PLAN, document("report", "2003", clause(things="mlat"))) == set()


def test_the_activity_taken_up_is_the_main_one() -> None:
    """A provision that exchanges views on training does not train."""
    assert pairs(document("plan", "1998", clause("exchange train")), REPORT) == set()
    assert pairs(PLAN, document("report", "2003", clause("exchange train"))) == {("report/0", "plan/0")}


def test_only_a_later_document_takes_up() -> None:
    """Never the same document, nor one that may be as old."""
    assert pairs(replace(PLAN, provisions=PLAN.provisions * 2)) == set()
    assert pairs(PLAN, document("report", "1998-02-27", clause())) == set()
    assert pairs(PLAN, document("report", "1998", clause())) == set()
    assert pairs(PLAN, document("report", "", clause())) == set()


def test_the_parties_are_the_same() -> None:
    """Two of them, where each document has two."""
    assert pairs(PLAN, replace(REPORT, parties=frozenset({"ca", "in"}))) == set()
    assert pairs(PLAN, replace(REPORT, parties=frozenset({"ca", "mx", "us"}))) == {("report/0", "plan/0")}
    assert pairs(PLAN, replace(REPORT, parties=frozenset({"mx"}))) == {("report/0", "plan/0")}


def test_what_was_done_is_not_taken_up() -> None:
    """An accomplishment promises nothing; a principle does nothing."""
    done = tuple(replace(one, promises=False) for one in PLAN.provisions)
    idle = tuple(replace(one, acts=False) for one in REPORT.provisions)
    assert pairs(replace(PLAN, provisions=done), REPORT) == set()
    assert pairs(PLAN, replace(REPORT, provisions=idle)) == set()


def test_the_point_above_says_what_an_action_concerns() -> None:
    """An action of a point on money laundering need not name it again."""
    point = Provision("plan/1", "plan", (clause("", "money", "bank"),))
    action = Provision("plan/1/1", "plan/1", (clause("train", "", "clerk"),))
    assert pairs(replace(PLAN, provisions=(point, action)), REPORT) == {("report/0", "plan/1/1")}


def test_one_word_is_not_taken_for_a_subject_and_an_activity() -> None:
    """That both train is not enough; that both train clerks of banks is."""
    training = replace(clause(), manners=frozenset({"money"}))
    assert pairs(document("plan", "1998", training), document("report", "2003", training)) == set()
    banks = replace(clause(words="clerk bank"), manners=frozenset({"money"}))
    assert pairs(document("plan", "1998", banks), document("report", "2003", banks)) == {("report/0", "plan/0")}


words = st.text("abcdef", max_size=6).map(" ".join)
sentences = st.builds(
    clause,
    st.lists(st.sampled_from(["train", "meet", "seize"]), max_size=2).map(" ".join),
    st.lists(st.sampled_from(sorted(SUBJECTS)), max_size=2).map(" ".join),
    words,
)
dates = st.sampled_from(["", "1998", "1998-02", "2003-11-12", "2009"])
collections = st.lists(st.tuples(dates, st.lists(sentences, max_size=4)), max_size=4).map(
    lambda found: [document(f"d{i}", date, *some) for i, (date, some) in enumerate(found)]
)


@given(collections, st.randoms(use_true_random=False))
def test_links_depend_on_no_order(documents: list[Document], random: object) -> None:
    """Whatever order the documents come in."""
    shuffled = sorted(documents, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert follow_ups(documents, SUBJECTS) == follow_ups(shuffled, SUBJECTS)


@given(collections)
def test_links_lead_back_in_time(documents: list[Document]) -> None:
    """From a later document to another that is earlier, with a score between the least and 1, and something shared."""
    when = {one.address: one.latest for one in documents}
    for link in follow_ups(documents, SUBJECTS):
        assert when[link.later.split("/")[0]] > when[link.earlier.split("/")[0]]
        assert LEAST <= link.score <= 1
        assert link.concerns
        assert link.terms
