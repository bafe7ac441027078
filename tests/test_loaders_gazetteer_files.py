"""The reference data that ship with the loaders: well formed, consistent, and safe to match in a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.namespace import FOAF, SKOS
from rdflib.term import Node

from loaders.words.lexicon import fold
from ontology.errors import IriError
from ontology.iris import KINDS, Iris
from ontology.terms import COMITY, ORG

FOLDER = Path(__file__).parent.parent / "loaders" / "gazetteer"
FILES = sorted(FOLDER.glob("*.ttl"))
GAZ = Namespace("https://w3id.org/comity/gazetteer#")
IRIS = Iris()

COUNTRY, PARTY = URIRef(COMITY.country), URIRef(COMITY.party)
CLASSES_BY_KIND = {
    "country": {COMITY.Country},
    "agency": {COMITY.Agency},
    "group": {COMITY.WorkingGroup},
    "agreement": {
        COMITY.Agreement, COMITY.Treaty, COMITY.Convention, COMITY.Protocol, COMITY.Declaration, COMITY.Initiative,
        COMITY.Law, COMITY.Plan,
    },
    "person": {str(FOAF.Person)},
    "post": {ORG.Post},
    "place": {COMITY.Place},
    "event": {COMITY.Event},
    "operation": {COMITY.Operation},
    "program": {COMITY.Program},
    "criminal-organization": {COMITY.CriminalOrganization},
    "organization": {COMITY.IntergovernmentalOrganization},
    "legislature": {COMITY.Legislature},
    "substance": {COMITY.Substance},
}  # fmt: skip
LABELS = (SKOS.prefLabel, SKOS.altLabel, GAZ.plural)
ADJECTIVES = (GAZ.adjective, GAZ.demonym)
LITERALS = {
    *LABELS, *ADJECTIVES, SKOS.notation, URIRef(COMITY.signedOn),
    GAZ.surname, GAZ.iso2, GAZ.iso3, GAZ.needsContext, GAZ.caseless, GAZ.validFrom, GAZ.validUntil,
}  # fmt: skip
KINDS_OF_OBJECT = {
    COUNTRY: {"country"},
    PARTY: {"country", "organization"},
    URIRef(COMITY.represents): {"country", "organization"},
    URIRef(COMITY.amends): {"agreement"},
    URIRef(COMITY.establishedBy): {"agreement"},
    URIRef(ORG.postIn): {"country", "agency", "legislature", "organization", "group"},
    URIRef(ORG.holds): {"post"},
    URIRef(ORG.hasSubOrganization): {"agency", "legislature", "organization", "group"},
    SKOS.broader: {"substance"},
}

WORDS_IN_CAPITALS = frozenset(
    "ACT ADD AGE AGO AID AIM AIR ALL ALSO AM AN AND ANY ARE AREA ARM ART AS ASK AT BACK BAN BAR BASE BE BED BEST "
    "BIG BIN BIO BIT BOTH BUS BUT BUY BY CALL CAN CAP CAR CARE CASE CAT CITY CODE COME COST CUT DATA DATE DAY DE "
    "DEAL DEAN DEL DID DO DOG DOOR DRUG DUE EACH EAR EAST EAT EIGHT EL EN END ES EVEN EYE FACE FACT FALL FAR FAST "
    "FEW FILE FIRE FIT FIVE FLY FOOD FOR FOUR FREE FROM FULL FUND GAIN GAME GAP GAS GET GIVE GO GOAL GOOD GUN "
    "GUNS HAD HALF HAND HAS HAVE HE HEAD HELP HER HIGH HIM HIS HIT HOLD HOME HOW IDEA IF IN INTO IS IT ITEM ITS "
    "JOB JOIN JOINT JUST KEEP KEY KIND LA LAB LAND LAS LAST LATE LAW LAWS LEAD LEFT LESS LET LIFE LINE LIST LO "
    "LOS LOW MADE MAIN MAKE MAN MANY MAP MAY ME MEAN MEET MEN MES MET MID MORE MOST MUST MY NAME NET NEW NEWS "
    "NEXT NI NINE NO NOR NOT NOTE NOW OF OFF OLD ON ONE ONLY OPEN OR OTHER OUR OUT OVER OWN PACT PAGE PART PAST "
    "PAY PEN PER PIT PLAN POR PORT PUT QUE RAN RATE RED REST RISK ROAD ROLE RULE RUN SAD SAFE SAID SAME SAY SE "
    "SEA SEE SER SET SHE SHIP SI SIN SIT SIX SO SOME SON SOON STEP SU SUCH SUM SUS TAKE TASK TAX TEAM TEN THAT "
    "THE THEM THEN THEY THIS TIME TIP TO TOO TOP TWO UNA UP USE VERY VIA VIEW VOTE WAR WAS WAY WE WELL WENT WERE "
    "WEST WHAT WHEN WHO WHOM WHY WILL WIN WITH WORK YA YEAR YES YET YOU ZERO".split()
)
"""Words that a heading in capitals may hold, in English and in Spanish."""

WITHOUT_ADJECTIVE = frozenset("BV CG DM GS HM IO JE SJ SX TF UM".split())
"""No population of its own, or an adjective that is another country's (Congolese, Dominican) or the name itself."""


@pytest.fixture(scope="module")
def graph() -> Graph:
    """All files in one graph."""
    merged = Graph()
    for path in FILES:
        merged.parse(path, format="turtle")
    return merged


def subjects(graph: Graph) -> list[URIRef]:
    """Everything the files describe, in order."""
    return sorted(s for s in set(graph.subjects()) if isinstance(s, URIRef))


def kind_of(iri: Node) -> str:
    """The kind that an address names."""
    return IRIS.parse(str(iri))[0]


def class_of(graph: Graph, subject: Node) -> str:
    """The one class of a thing."""
    (found,) = graph.objects(subject, RDF.type)
    return str(found)


def language_of(name: Node) -> str | None:
    """The language of a literal."""
    assert isinstance(name, Literal)
    return name.language


def names(graph: Graph) -> Iterator[tuple[str, URIRef]]:
    """Folded name or acronym, and who carries it."""
    for predicate in (*LABELS, SKOS.notation):
        for subject, name in graph.subject_objects(predicate):
            assert isinstance(subject, URIRef)
            yield fold(str(name)), subject


def needs_context(graph: Graph, subject: Node) -> bool:
    """Whether a thing's names are left alone where its country is not concerned."""
    return (subject, GAZ.needsContext, Literal(True)) in graph


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_parses_and_lists_its_things_in_order_once(path: Path) -> None:
    """One block per thing, sorted by address, so that a change is one hunk and a name is easy to find."""
    assert len(Graph().parse(path, format="turtle")) > 0
    blocks = re.findall(r"^<([^>]+)>", path.read_text(encoding="utf-8").split("\n\n", 1)[1], re.MULTILINE)
    assert blocks == sorted(set(blocks))


def test_the_address_of_a_thing_agrees_with_its_class(graph: Graph) -> None:
    """An address is kind/slug (design, section 2), and the kind holds one family of classes."""
    for subject in map(str, subjects(graph)):
        kind, slug = IRIS.parse(subject)
        assert subject == IRIS.thing(kind, slug)
        assert class_of(graph, URIRef(subject)) in CLASSES_BY_KIND[kind], subject


def test_every_kind_has_its_classes() -> None:
    """Topics and documents are the only kinds that the gazetteer leaves to others."""
    assert set(KINDS) - set(CLASSES_BY_KIND) == {"topic", "document"}


def test_an_address_that_no_kind_allows_is_refused() -> None:
    """The check of addresses can fail: an unknown kind and a slug with a capital are errors."""
    for kind, slug in (("ministry", "x"), ("agency", "US-x")):
        with pytest.raises(IriError):
            IRIS.thing(kind, slug)


def test_an_agency_a_post_and_a_legislature_begin_with_the_code_of_their_country(graph: Graph) -> None:
    """Two ministries of one name keep two addresses."""
    codes = {country: str(code).lower() for country, code in graph.subject_objects(GAZ.iso2)}
    for subject, country in graph.subject_objects(COUNTRY):
        kind, slug = IRIS.parse(str(subject))
        if kind in ("agency", "post", "legislature"):
            assert slug.startswith(f"{codes[country]}-"), subject


def test_a_thing_has_one_english_name_and_at_most_one_per_language(graph: Graph) -> None:
    """A label is what a reader sees; a second one in a language would be a coin toss."""
    for subject in subjects(graph):
        languages = [language_of(name) for name in graph.objects(subject, SKOS.prefLabel)]
        assert "en" in languages, subject
        assert len(languages) == len(set(languages)), subject


def test_names_say_their_language_and_acronyms_have_none(graph: Graph) -> None:
    """Names are English or Spanish; an acronym is the same in both."""
    for predicate in (*LABELS, *ADJECTIVES):
        for subject, name in graph.subject_objects(predicate):
            assert language_of(name) in ("en", "es"), (subject, name)
            assert str(name) == " ".join(str(name).split()) != "", (subject, name)
    for subject, acronym in graph.subject_objects(SKOS.notation):
        assert language_of(acronym) is None, (subject, acronym)


def test_a_name_is_given_once(graph: Graph) -> None:
    """An alternative name differs from the preferred one of its language."""
    for subject in subjects(graph):
        assert not set(graph.objects(subject, SKOS.prefLabel)) & set(graph.objects(subject, SKOS.altLabel)), subject


def test_only_known_properties_are_used(graph: Graph) -> None:
    """A mistyped property would be ignored in silence by who matches."""
    assert set(graph.predicates()) <= {RDF.type, *LITERALS, *KINDS_OF_OBJECT}


def test_values_are_literals_that_their_datatype_allows(graph: Graph) -> None:
    """Dates, years and flags are well formed."""
    for predicate in LITERALS:
        for subject, value in graph.subject_objects(predicate):
            assert isinstance(value, Literal), (subject, predicate, value)
            assert not value.ill_typed, (subject, predicate, value)
    for predicate in (GAZ.needsContext, GAZ.caseless):
        assert set(graph.objects(None, predicate)) == {Literal(True)}


def test_links_lead_to_things_of_the_right_kind(graph: Graph) -> None:
    """A country, a parent, a post or an amended treaty is described here too."""
    known = set(graph.subjects(RDF.type))
    for predicate, kinds in KINDS_OF_OBJECT.items():
        for subject, target in graph.subject_objects(predicate):
            assert target in known, (subject, target)
            assert kind_of(target) in kinds, (subject, predicate, target)


def test_what_needs_context_says_which(graph: Graph) -> None:
    """Without a country or parties, a name that needs context could never be matched."""
    for subject in graph.subjects(GAZ.needsContext):
        assert (subject, COUNTRY, None) in graph or (subject, PARTY, None) in graph, subject


def test_a_name_shared_within_a_class_needs_context_in_each(graph: Graph) -> None:
    """Two things of a class may share a name only if the countries of a document tell them apart."""
    bearers: dict[tuple[str, str], set[URIRef]] = defaultdict(set)
    for name, subject in names(graph):
        bearers[class_of(graph, subject), name].add(subject)
    shared = {key: found for key, found in bearers.items() if len(found) > 1}
    assert ("https://w3id.org/comity/ontology#Agency", "supreme court") in shared
    loose = {key: found for key, found in shared.items() if not all(needs_context(graph, s) for s in found)}
    assert loose == {}


def test_no_acronym_is_a_common_word(graph: Graph) -> None:
    """A heading in capitals must not name an agency by accident."""
    found = {str(acronym) for acronym in graph.objects(None, SKOS.notation)}
    assert found & WORDS_IN_CAPITALS == set()
    assert {"US", "DEA"} <= found


def test_a_validity_does_not_end_before_it_begins(graph: Graph) -> None:
    """A renamed body exists from its first year to its last."""
    for subject, first in graph.subject_objects(GAZ.validFrom):
        last = graph.value(subject, GAZ.validUntil)
        assert last is None or str(first) <= str(last), subject


def test_every_country_has_codes_and_two_names(graph: Graph) -> None:
    """249 countries of ISO 3166-1, and Kosovo."""
    countries = list(graph.subjects(RDF.type, URIRef(COMITY.Country)))
    assert len(countries) == 250
    for code in (GAZ.iso2, GAZ.iso3):
        assert len({graph.value(country, code) for country in countries} - {None}) == 250
    for country in countries:
        assert {language_of(name) for name in graph.objects(country, SKOS.prefLabel)} == {"en", "es"}


def test_every_country_with_people_has_an_adjective(graph: Graph) -> None:
    """Mexican, Thai, Emirati: texts say whose agency it is by adjective."""
    countries = graph.subjects(RDF.type, URIRef(COMITY.Country))
    without = [country for country in countries if (country, GAZ.adjective, None) not in graph]
    assert {str(graph.value(country, GAZ.iso2)) for country in without} == WITHOUT_ADJECTIVE


def test_an_adjective_belongs_to_one_country(graph: Graph) -> None:
    """An ambiguous adjective (Dominican, Congolese, Guinean) is given to the country it more often means."""
    owners: dict[str, set[Node]] = defaultdict(set)
    for predicate in ADJECTIVES:
        for subject, word in graph.subject_objects(predicate):
            owners[fold(str(word))].add(subject)
    assert {word: found for word, found in owners.items() if len(found) > 1} == {}


def test_spanish_adjectives_come_in_both_genders_and_numbers(graph: Graph) -> None:
    """Texts say "mexicana", "mexicanos" and "mexicanas" as well as "mexicano"."""
    adjectives = {str(word) for word in graph.objects(None, GAZ.adjective) if language_of(word) == "es"}
    assert {"mexicano", "mexicana", "mexicanos", "mexicanas", "española", "estadounidenses", "marroquíes"} <= adjectives
    for word in (w for w in adjectives if w.endswith("o") and " " not in w):
        assert {word[:-1] + "a", word + "s", word[:-1] + "as"} <= adjectives, word
