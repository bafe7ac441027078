"""What analysts ask, over the graphs of `tests.benchmarks.generate`: twelve kinds of questions, each of many things."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Final

from tests.benchmarks.generate import IRIS

PREFIXES: Final = """\
PREFIX comity: <https://w3id.org/comity/ontology#> PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX schema: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX org: <http://www.w3.org/ns/org#>
"""

LIGHT: Final = {
    "label": "SELECT ?label { <AGENCY> skos:prefLabel ?label }",
    "describe": "SELECT ?p ?o { <TREATY> ?p ?o }",
    "provisions": "SELECT ?part ?number { ?part dcterms:isPartOf <POINT> ; comity:number ?number } ORDER BY ?number",
    "join": """SELECT ?action ?agency { ?action comity:invokes <TREATY> ; comity:actor ?agency .
               ?agency comity:country <COUNTRY> } LIMIT 50""",
    "ask": "ASK { ?action comity:invokes <TREATY> ; comity:actor <AGENCY> }",
    "evidence": """SELECT ?action ?exact ?start { GRAPH <GRAPH> { ?node rdf:predicate comity:invokes ;
                   rdf:subject ?action ; prov:wasDerivedFrom ?passage . ?passage oa:exact ?exact ; oa:start ?start } }
                   LIMIT 20""",
}
"""Questions that an index answers."""

HEAVY: Final = {
    "mentioned together": """SELECT ?other (COUNT(*) AS ?n) { ?action schema:mentions <AGENCY> , ?other
                             FILTER(?other != <AGENCY>) } GROUP BY ?other ORDER BY DESC(?n) LIMIT 10""",
    "regex": """SELECT ?it ?label { ?it a comity:Treaty ; skos:prefLabel ?label FILTER(REGEX(?label, "NUMBER$")) }
                LIMIT 20""",
    "path": "SELECT (COUNT(?below) AS ?n) { ?below org:reportsTo+ <GROUP> }",
    "outline": """SELECT ?part ?number { <DOCUMENT> dcterms:hasPart+ ?part . ?part comity:number ?number }
                  ORDER BY ?number""",
    "construct": """CONSTRUCT { ?part ?p ?o } { ?part dcterms:isPartOf/dcterms:isPartOf <POINT> ; ?p ?o }""",
    "topics": """SELECT ?topic (COUNT(DISTINCT ?action) AS ?n) { ?action comity:actor ?agency ; dcterms:subject ?topic .
                 ?agency comity:country <COUNTRY> } GROUP BY ?topic ORDER BY DESC(?n) ?topic LIMIT 10""",
}
"""Questions that look at much."""

FULL: Final = {**LIGHT, **HEAVY}

_EACH: Final = 40
"""Different things that each question is asked of."""


def questions(kinds: dict[str, str], documents: int, seed: int = 1) -> list[str]:
    """The questions of these kinds about different things, mixed; the same ones every time."""
    random = Random(seed)  # noqa: S311, the same questions every time
    found = [PREFIXES + text for _ in range(_EACH) for text in _filled(kinds, documents, random)]
    random.shuffle(found)
    return found


def one_of_each(kinds: dict[str, str], documents: int) -> dict[str, list[str]]:
    """A few questions of each kind, by its name."""
    random = Random(2)  # noqa: S311, the same questions every time
    return {
        name: [PREFIXES + text for _ in range(8) for text in _filled({name: kinds[name]}, documents, random)]
        for name in kinds
    }


def _filled(kinds: dict[str, str], documents: int, random: Random) -> Iterator[str]:
    things = max(documents * 9 + 200, 300)
    for text in kinds.values():
        document = random.randrange(documents)
        iri = IRIS.document(f"strategy-{document}")
        values = {
            "AGENCY": IRIS.thing("agency", f"agency-{_rank(random, int(things * 0.3))}"),
            "TREATY": IRIS.thing("agreement", f"agreement-{_rank(random, int(things * 0.2))}"),
            "COUNTRY": IRIS.thing("country", f"country-{_rank(random, 12)}"),
            "GROUP": IRIS.thing("group", f"group-{_rank(random, 40)}"),
            "POINT": IRIS.part(iri, f"point/{random.randint(1, 7)}"),
            "GRAPH": IRIS.graph(f"strategy-{document}"),
            "DOCUMENT": iri,
            "NUMBER": str(random.randrange(100)),
        }
        filled = text
        for name, value in values.items():
            filled = filled.replace(f"<{name}>", f"<{value}>").replace("NUMBER$", f"{values['NUMBER']}$")
        yield " ".join(filled.split())


def _rank(random: Random, size: int) -> int:
    """A place in a list, those at the front more often."""
    return min(int(size ** random.random()), size - 1)
