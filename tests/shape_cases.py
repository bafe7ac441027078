"""A small graph that every shape allows, and for each shape a change that it forbids.

A change takes triples out of the good graph and puts others in, both as Turtle below the same prefixes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from rdflib import Graph

from ontology.terms import PREFIXES

GOOD: Final = """
<document/d> a comity:Document, comity:Strategy ; dcterms:title "A strategy" ; dcterms:language "en" ;
    comity:fileName "strategy.txt" ; dcterms:issued "1998-02"^^xsd:gYearMonth ;
    cnt:chars "Mexico will train 120 agents." ; dcterms:hasPart <document/d/point/1> ;
    schema:mentions <country/mexico> .
<document/d/point/1> a comity:Provision, comity:Point ; dcterms:isPartOf <document/d> ; comity:order 1 ;
    comity:number "1" ; schema:text "Work together." ; comity:restatedAs "Cooperate." ;
    dcterms:hasPart <document/d/point/1/action/1> .
<document/d/point/1/action/1> a comity:Action ; dcterms:isPartOf <document/d/point/1> ; comity:order 2 ;
    schema:text "Mexico will train 120 agents." ; comity:actor <country/mexico> ; comity:recipient <agency/police> ;
    comity:invokes <agreement/treaty> ; comity:implements <program/centre> ; comity:ratifies <agreement/protocol> ;
    comity:supports <group/commission> ; comity:followsUp <document/e/goal/1> ;
    dcterms:subject <topic/training>, <substance/heroin> ; comity:targets <criminal-organization/cartel> ;
    comity:figure <document/d/figure/18-28>, <document/d/figure/0-1> ;
    schema:mentions <country/mexico>, <agreement/treaty> .
<document/d/figure/18-28> a comity:Figure ; schema:value 120.0 ; schema:unitText "persons" ; comity:counts "agents" ;
    comity:qualifier "some" ; comity:year "1998"^^xsd:gYear .
<document/d/figure/0-1> a comity:Figure ; schema:minValue 10.0 ; schema:maxValue 20.0 .

<document/d#char=0,6> a comity:Passage ; oa:hasSource <document/d> ; oa:start 0 ; oa:end 6 ; oa:exact "Mexico" ;
    comity:denotes <country/mexico> .
<document/d#char=7,11> a comity:Passage ; oa:hasSource <document/d> ; oa:start 7 ; oa:end 11 ; oa:exact "will" ;
    comity:date "1998-02"^^xsd:gYearMonth ; comity:until "1999"^^xsd:gYear .
<document/d#char=12,17> a comity:Passage ; oa:hasSource <document/d> ; oa:start 12 ; oa:end 17 ; oa:exact "train" ;
    comity:date "--02-06"^^xsd:gMonthDay .
<statement/1> a rdf:Statement ; rdf:subject <document/d/point/1/action/1> ; rdf:predicate comity:actor ;
    rdf:object <country/mexico> ; prov:wasDerivedFrom <document/d#char=0,6>, <document/d#char=12,17> .
<statement/2> a rdf:Statement ; rdf:subject <document/d> ; rdf:predicate dcterms:title ; rdf:object "A strategy" ;
    prov:wasDerivedFrom <document/d#char=0,6> .
<statement/3> a rdf:Statement ; rdf:subject <document/d/point/1> ; rdf:predicate comity:followsUp ;
    rdf:object <document/e/goal/1> ; prov:wasDerivedFrom <document/d#char=12,17> ; comity:score 0.5 ;
    comity:concerns <topic/training> ; comity:term "train" .

<country/mexico> a comity:Country ; skos:prefLabel "Mexico"@en, "México"@es ; skos:altLabel "GOM"@en, "Mexico"@es .
<agency/police> a comity:Agency ; skos:prefLabel "Police"@en ; comity:country <country/mexico> ;
    org:hasSubOrganization <agency/unit> ; comity:operatesIn <place/border> .
<agency/unit> a comity:Agency ; skos:prefLabel "Unit"@en ; org:reportsTo <post/chief> .
<group/commission> a comity:WorkingGroup ; skos:prefLabel "Commission"@en ; comity:chairedBy <person/rios> ;
    comity:ledBy <post/chief> ; comity:participant <agency/police> ; comity:establishedBy <agreement/treaty> ;
    comity:party <country/mexico> .
<organization/un> a comity:IntergovernmentalOrganization ; skos:prefLabel "UN"@en .
<legislature/senate> a comity:Legislature ; skos:prefLabel "Senate"@en .
<criminal-organization/cartel> a comity:CriminalOrganization ; skos:prefLabel "Cartel"@en .
<agreement/treaty> a comity:Treaty, comity:Agreement ; skos:prefLabel "Treaty"@en ;
    comity:signedOn "1987-12-09"^^xsd:date ; comity:party <country/mexico> ; comity:signedBy <person/rios> .
<agreement/protocol> a comity:Protocol ; skos:prefLabel "Protocol"@en ; comity:amends <agreement/treaty> .
<person/rios> a foaf:Person ; skos:prefLabel "Elena Ríos"@en ; org:holds <post/chief> ;
    comity:represents <country/mexico> .
<post/chief> a org:Post ; skos:prefLabel "Chief"@en ; org:postIn <agency/police> .
<place/border> a comity:Place ; skos:prefLabel "Border"@en ; comity:hosts <event/meeting> .
<event/meeting> a comity:Event ; skos:prefLabel "Meeting"@en .
<operation/net> a comity:Operation ; skos:prefLabel "Net"@en ; comity:targets <criminal-organization/cartel> .
<program/centre> a comity:Program ; skos:prefLabel "Centre"@en .
<topic/training> a comity:Topic, skos:Concept ; skos:prefLabel "training"@en ; skos:inScheme <topic-scheme> ;
    skos:broader <topic/governance> .
<topic/governance> a comity:Topic ; skos:prefLabel "governance"@en ; skos:inScheme <topic-scheme> .
<substance/heroin> a comity:Substance ; skos:prefLabel "heroin"@en .
"""

_ACTION: Final = "<document/d/point/1/action/1>"
_PASSAGE: Final = "<document/d#char=0,6>"
_FIGURE: Final = "<document/d/figure/18-28>"


@dataclass(frozen=True, slots=True)
class Change:
    """What is taken out of the good graph, and what is put in."""

    out: str = ""
    into: str = ""


BAD: Final[dict[str, tuple[Change, ...]]] = {
    "Document": (Change(into="[] a comity:Document ."),),
    "DocumentTitle": (
        Change(out='<document/d> dcterms:title "A strategy" .'),
        Change(into='<document/d> dcterms:title "Another" .'),
    ),
    "DocumentLanguage": (
        Change(out='<document/d> dcterms:language "en" .'),
        Change(into='<document/d> dcterms:language "English" .'),
    ),
    "DocumentFileName": (
        Change(out='<document/d> comity:fileName "strategy.txt" .'),
        Change('<document/d> comity:fileName "strategy.txt" .', '<document/d> comity:fileName "/home/strategy.txt" .'),
    ),
    "DocumentText": (Change(out='<document/d> cnt:chars "Mexico will train 120 agents." .'),),
    "DocumentIssued": (
        Change('<document/d> dcterms:issued "1998-02"^^xsd:gYearMonth .', '<document/d> dcterms:issued "Feb. 1998" .'),
    ),
    "DocumentUndated": (Change(out='<document/d> dcterms:issued "1998-02"^^xsd:gYearMonth .'),),
    "Provision": (Change(into="[] a comity:Action ."),),
    "ProvisionParent": (
        Change(out=f"{_ACTION} dcterms:isPartOf <document/d/point/1> ."),
        Change(into=f"{_ACTION} dcterms:isPartOf <document/d> ."),
        Change(f"{_ACTION} dcterms:isPartOf <document/d/point/1> .", f"{_ACTION} dcterms:isPartOf <country/mexico> ."),
    ),
    "ProvisionOfParent": (Change(out=f"<document/d/point/1> dcterms:hasPart {_ACTION} ."),),
    "ProvisionOrder": (
        Change(out=f"{_ACTION} comity:order 2 ."),
        Change(f"{_ACTION} comity:order 2 .", f'{_ACTION} comity:order "2" .'),
    ),
    "ProvisionText": (
        Change(out='<document/d/point/1> schema:text "Work together." .'),
        Change(into='<document/d/point/1> schema:text "Work." .'),
    ),
    "ProvisionNumber": (Change(into='<document/d/point/1> comity:number "I" .'),),
    "ProvisionRestated": (Change(into='<document/d/point/1> comity:restatedAs "Work together." .'),),
    "OnlyProvision": (Change(into='<agency/police> comity:number "1" .'),),
    "HasPart": (Change(into="<document/d> dcterms:hasPart <agency/police> ."),),
    "Passage": (
        Change(out=f"{_PASSAGE} a comity:Passage ."),
        Change(into='<document/d/0-6> a comity:Passage ; oa:exact "Mexico" .'),
        Change(into="<statement/1> prov:wasDerivedFrom <document/d> ."),
    ),
    "PassageSource": (
        Change(out=f"{_PASSAGE} oa:hasSource <document/d> ."),
        Change(f"{_PASSAGE} oa:hasSource <document/d> .", f"{_PASSAGE} oa:hasSource <country/mexico> ."),
    ),
    "PassageStart": (
        Change(out=f"{_PASSAGE} oa:start 0 ."),
        Change(f"{_PASSAGE} oa:start 0 .", f"{_PASSAGE} oa:start 6 ."),
        Change(into=f"{_PASSAGE} oa:start 1 ."),
    ),
    "PassageEnd": (Change(f"{_PASSAGE} oa:end 6 .", f"{_PASSAGE} oa:end 6.5 ."),),
    "PassageQuote": (Change(out=f'{_PASSAGE} oa:exact "Mexico" .'), Change(into=f'{_PASSAGE} oa:exact "Mexic" .')),
    "PassageDate": (Change(into=f'{_PASSAGE} comity:date "February 1998" .'),),
    "PassageUntil": (Change(into='<document/d#char=7,11> comity:until "1999" .'),),
    "PassagePeriod": (Change(into=f'{_PASSAGE} comity:until "1999"^^xsd:gYear .'),),
    "Mentioned": (Change(into=f'{_PASSAGE} comity:denotes "Mexico" .'),),
    "MentionedClass": (Change(into=f'{_PASSAGE} comity:denotes <agency/x> . <agency/x> skos:prefLabel "X"@en .'),),
    "MentionedName": (Change(into=f"{_PASSAGE} comity:denotes <agency/x> . <agency/x> a comity:Agency ."),),
    "Statement": (Change(out="<statement/1> a rdf:Statement ."),),
    "StatementSubject": (Change(out=f"<statement/1> rdf:subject {_ACTION} ."),),
    "StatementPredicate": (Change(into="<statement/1> rdf:predicate comity:recipient ."),),
    "StatementObject": (Change(out="<statement/1> rdf:object <country/mexico> ."),),
    "StatementSource": (Change(out=f"<statement/2> prov:wasDerivedFrom {_PASSAGE} ."),),
    "StatementScore": (
        Change(into="<statement/3> comity:score 0.6 ."),
        Change("<statement/3> comity:score 0.5 .", "<statement/3> comity:score 1.5 ."),
    ),
    "StatementConcerns": (Change(into='<statement/3> comity:concerns "training" .'),),
    "StatementTerm": (Change(into='<statement/3> comity:term "tren"@es .'),),
    "OnlyStatement": (Change(into='<agency/police> comity:term "train" .'),),
    "Evidence": (Change(out=f"<statement/1> rdf:subject {_ACTION} ."),),
    "Thing": (Change(into='[] a comity:Agency ; skos:prefLabel "A"@en .'),),
    "ThingName": (
        Change(out='<agency/unit> skos:prefLabel "Unit"@en .'),
        Change(into='<agency/unit> skos:prefLabel "Division"@en .'),
        Change(into='<agency/unit> skos:prefLabel "Division" .'),
    ),
    "ThingOtherName": (Change(into="<agency/unit> skos:altLabel <agency/police> ."),),
    "ThingKind": (
        Change(into="<agency/unit> a comity:Agreement ."),
        Change(into="<agreement/treaty> a comity:Place ."),
        Change(into="<document/d/point/1> a comity:Topic ."),
        Change(into="<document/d/point/1> a comity:Document ."),
    ),
    "AgreementSigned": (Change(into='<agreement/protocol> comity:signedOn "1997" .'),),
    "AgreementSignedTwice": (Change(into='<agreement/treaty> comity:signedOn "1988"^^xsd:gYear .'),),
    "PostPlaced": (Change(out="<post/chief> org:postIn <agency/police> ."),),
    "TopicScheme": (Change(out="<topic/training> skos:inScheme <topic-scheme> ."),),
    "TopicBroader": (Change(into="<topic/training> skos:broader <substance/heroin> ."),),
    "Figure": (Change(into="[] a comity:Figure ."),),
    "FigureSomeValue": (Change(out=f"{_FIGURE} schema:value 120.0 ."),),
    "FigureValue": (
        Change(into=f"{_FIGURE} schema:value 121.0 ."),
        Change(f"{_FIGURE} schema:value 120.0 .", f'{_FIGURE} schema:value "120" .'),
    ),
    "FigureLowest": (
        Change("<document/d/figure/0-1> schema:minValue 10.0 .", "<document/d/figure/0-1> schema:minValue 30.0 ."),
    ),
    "FigureHighest": (Change(into="<document/d/figure/0-1> schema:maxValue 40.0 ."),),
    "FigureUnit": (Change(into=f'{_FIGURE} schema:unitText "" .'),),
    "FigureCounts": (Change(into=f'{_FIGURE} comity:counts "officers" .'),),
    "FigureQualifier": (Change(into=f'{_FIGURE} comity:qualifier "about"@en .'),),
    "FigureYear": (Change(into=f'{_FIGURE} comity:year "1999"^^xsd:gYear .'),),
    "FigureStated": (Change(out=f"{_ACTION} comity:figure {_FIGURE} ."),),
    "OnlyFigure": (Change(into='<agency/police> comity:counts "officers" .'),),
    "Invokes": (Change(into=f"{_ACTION} comity:invokes <country/mexico> ."),),
    "Implements": (Change(into=f"{_ACTION} comity:implements <topic/training> ."),),
    "Ratifies": (Change(into=f"{_ACTION} comity:ratifies <program/centre> ."),),
    "Amends": (Change(into="<agreement/protocol> comity:amends <agency/police> ."),),
    "Supports": (Change(into=f"{_ACTION} comity:supports <place/border> ."),),
    "Party": (Change(into="<agreement/treaty> comity:party <topic/training> ."),),
    "SignedBy": (Change(into="<agreement/treaty> comity:signedBy <place/border> ."),),
    "EstablishedBy": (Change(into="<group/commission> comity:establishedBy <substance/heroin> ."),),
    "Actor": (Change(into=f"{_ACTION} comity:actor <agreement/treaty> ."),),
    "Recipient": (Change(into=f'{_ACTION} comity:recipient "the police" .'),),
    "Participant": (Change(into="<event/meeting> comity:participant <agreement/treaty> ."),),
    "ChairedBy": (Change(into="<group/commission> comity:chairedBy <agreement/treaty> ."),),
    "LedBy": (Change(into="<group/commission> comity:ledBy <event/meeting> ."),),
    "Hosts": (Change(into="<country/mexico> comity:hosts <agency/police> ."),),
    "Represents": (Change(into="<person/rios> comity:represents <post/chief> ."),),
    "OfCountry": (Change(into="<agency/unit> comity:country <agency/police> ."),),
    "Targets": (Change(into="<operation/net> comity:targets <agency/police> ."),),
    "OperatesIn": (Change(into="<agency/police> comity:operatesIn <group/commission> ."),),
    "HasFigure": (Change(into=f"{_ACTION} comity:figure 120.0 ."),),
    "Subject": (Change(into=f"{_ACTION} dcterms:subject <agency/police> ."),),
    "SubOrganization": (Change(into="<agency/police> org:hasSubOrganization <person/rios> ."),),
    "ReportsTo": (Change(into="<agency/unit> org:reportsTo <place/border> ."),),
    "Holds": (Change(into="<person/rios> org:holds <agency/police> ."),),
    "PostIn": (Change(into="<post/chief> org:postIn <event/meeting> ."),),
    "FollowsUp": (Change(into=f'{_ACTION} comity:followsUp "Goal 1" .'),),
    "OnlyPerson": (Change(into="<agency/police> org:holds <post/chief> ."),),
    "OnlyPost": (Change(into="<person/rios> org:postIn <agency/police> ."),),
    "OnlyAgreement": (Change(into='<program/centre> comity:signedOn "1998"^^xsd:gYear .'),),
    "OnlyParties": (Change(into="<event/meeting> comity:party <country/mexico> ."),),
    "OnlyOrganization": (Change(into="<event/meeting> org:hasSubOrganization <group/commission> ."),),
}
"""For each shape, by its name, changes that it forbids."""


@cache
def parse(turtle: str) -> Graph:
    """Turtle below the usual prefixes, relative to the base of addresses."""
    declared = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    return Graph().parse(data=f"@base <{PREFIXES['id']}> .\n{declared}{turtle}", format="turtle")


def changed(change: Change) -> Graph:
    """The good graph after a change.

    Raises:
        ValueError: what is to be taken out is not there.
    """
    good, out = parse(GOOD), parse(change.out)
    if len(good & out) != len(out):
        raise ValueError(f"the good graph does not hold {change.out}")
    return good - out + parse(change.into)
