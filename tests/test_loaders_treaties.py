"""Treaties and memoranda as they are laid out: their titles, parties, signatures and joint bodies."""

from ontology.terms import COMITY, DCTERMS, FOAF, ORG, RDF
from tests.readings import facts, local, objects, reading

MEMORANDUM = """MEMORANDUM OF UNDERSTANDING

between

THE DEPARTMENT OF HOME RECORDS OF IRELAND

and

THE MINISTRY OF JUSTICE OF THE REPUBLIC OF KOREA

concerning

COOPERATION AGAINST CYBERCRIME

The Department of Home Records of Ireland and the Ministry of Justice of the Republic of Korea (hereinafter "the
Participants"), wishing that Ireland and Korea be safe,

Recalling the Extradition Act 1965 (as amended) and the Act on Mutual Assistance of Korea,

Have come to the following understanding:

PARAGRAPH I
Joint Body

1. A Joint Consultative Body will be established, chaired jointly by the Director of the Crime Division and the
Deputy Minister.

2. The Joint Consultative Body will oversee two teams, the Cyber Team and the Assets Team, and will report to the
Ministers.

PARAGRAPH II
Effect

1. This Memorandum replaces the Letter of Intent signed at Seoul on 9 July 2013.

2. It will remain in operation for five years.

Signed at Dublin on 4 October 2018.

FOR THE DEPARTMENT OF HOME             FOR THE MINISTRY OF JUSTICE
RECORDS OF IRELAND                     OF THE REPUBLIC OF KOREA

(signed)                               (signed)
Oonagh McPhilbin                       Park Sang-woo
Secretary General                      Vice Minister of Justice
"""


def test_a_title_over_lines_is_read_whole_and_its_parties_publish_nothing() -> None:
    """Each of its lines begins with a link or follows one."""
    (title,) = objects(MEMORANDUM, DCTERMS.title)
    assert title.startswith(
        "MEMORANDUM OF UNDERSTANDING between THE DEPARTMENT OF HOME RECORDS OF IRELAND and THE MINISTRY"
    )
    assert title.endswith("concerning COOPERATION AGAINST CYBERCRIME")
    assert objects(MEMORANDUM, DCTERMS.publisher) == set()


def test_both_columns_of_a_signature_are_read_below_the_mark_of_a_copy() -> None:
    """A given name may have a second syllable in small letters."""
    assert {("oonagh-mcphilbin", "ireland"), ("park-sang-woo", "south-korea")} <= facts(MEMORANDUM, COMITY.represents)
    assert objects(MEMORANDUM, COMITY.signedBy) == {"oonagh-mcphilbin", "park-sang-woo"}


def test_the_body_that_oversees_teams_is_the_one_that_reports() -> None:
    """Two verbs of one subject; who chairs a body that will be established does not establish it."""
    body = "ie-kr-joint-consultative-body"
    assert {one for one, _ in facts(MEMORANDUM, ORG.reportsTo)} == {body}
    assert len(facts(MEMORANDUM, ORG.hasSubOrganization)) == 2
    assert {one for one, _ in facts(MEMORANDUM, COMITY.chairedBy)} == {body}
    assert len(facts(MEMORANDUM, COMITY.chairedBy)) == 2


def test_an_act_as_amended_amends_nothing_and_a_date_belongs_to_the_nearest_instrument() -> None:
    """Only the Memorandum replaces something, and only the Letter was signed in 2013."""
    amended = facts(MEMORANDUM, COMITY.amends)
    assert {other for _, other in amended} <= {"ie-kr-letter-of-intent"}
    assert {one for one, when in facts(MEMORANDUM, COMITY.signedOn) if when == "2013-07-09"} == {
        "ie-kr-letter-of-intent"
    }


def test_a_visit_to_a_country_makes_no_post_there() -> None:
    """An ambassador is sent to a country; a prime minister only travels."""
    text = (
        "Fiji and Samoa\n\nThe visit of the Prime Minister of Fiji to Samoa pleased the Ambassador of Fiji to Samoa.\n"
    )
    found = {s.subject for s in reading(text).statements if s.predicate == RDF.type and s.object == ORG.Post}
    assert {local(iri) for iri in found} == {"fj-ws-prime-minister-of-fiji", "fj-ws-ambassador-of-fiji-to-samoa"}


def test_what_belongs_to_a_commission_is_chaired_and_not_the_commission() -> None:
    """As in "X will chair the Commission's Sub-Commission on Y"."""
    text = (
        "Fiji and Samoa\n\nFiji and Samoa met. Foreign Minister Sitiveni Waqa will chair the Joint Trade Commission's "
        "Sub-Commission on Fisheries.\n"
    )
    assert {one for one, _ in facts(text, COMITY.chairedBy)} == {"fj-ws-sub-commission-on-fisheries"}


def test_a_statement_is_dated_by_its_last_line() -> None:
    """A place and a date stand alone at the end."""
    text = "PLAN OF ACTION OF PERU AND CHILE\n\n1. They will meet.\n\n2. They pay.\n\nLima, November 17, 2005\n"
    assert objects(text, DCTERMS.issued) == {"2005-11-17"}
    assert FOAF.Person not in objects(text, RDF.type)


def test_ministries_that_a_provision_names_are_not_the_sides() -> None:
    """Those between whom a document is made stand above its provisions."""
    text = (
        "Joint Statement of India and Bangladesh\n\n1. They signed an MoU on trade between the Ministry of Trade and "
        "the Ministry of Industry.\n\n2. Both sides agreed to meet again.\n"
    )
    assert ("2", "india") in facts(text, COMITY.actor)


def test_recitals_invoke_what_they_recall() -> None:
    """They stand before the first article, and end in a comma."""
    assert {"kr-act-on-mutual-assistance", "ie-kr-extradition-act-1965"} == {
        other for what, other in facts(MEMORANDUM, COMITY.invokes) if what == "note"
    }


def test_this_convention_is_the_one_that_says_so() -> None:
    """Whichever convention was named last."""
    text = (
        "CONVENTION BETWEEN FIJI AND SAMOA ON CUSTOMS\n\nFiji and Samoa have agreed as follows:\n\nARTICLE 1\n\nIt "
        "replaces the Convention on Tolls.\n\nARTICLE 2\n\nEither Party may ratify this Convention.\n"
    )
    assert "fj-ws-convention-on-tolls" not in {other for _, other in facts(text, COMITY.ratifies)}


def test_those_between_whom_an_agreement_is_are_its_parties() -> None:
    """As in "the MoU on trade between the Ministry of A and the Ministry of B"."""
    text = "Fiji and Samoa\n\nThey keep the MoU on Trade between the Ministry of Fish and the Ministry of Ports.\n"
    assert {party for _, party in facts(text, COMITY.party)} == {"fj-ws-ministry-of-fish", "fj-ws-ministry-of-ports"}


def test_posts_act_whose_holders_are_named_between_commas() -> None:
    """As in "The Minister of A, X, and the Minister of B, Y, will …"."""
    text = (
        "Fiji and Samoa\n\n1. The Foreign Minister of Fiji, Mr. Seru Waqa, and the Foreign Minister of Samoa, Ms. Sina "
        "Tavita, will open a school.\n\n2. They will meet.\n"
    )
    found = {who for what, who in facts(text, COMITY.actor) if what == "1"}
    assert found == {"fj-ws-foreign-minister-of-fiji", "fj-ws-foreign-minister-of-samoa"}


ARTICLES = """TREATY BETWEEN FIJI AND SAMOA ON FISH

Fiji and Samoa, hereinafter "the Parties", have agreed as follows:

ARTICLE 1
Joint Commission

1. The Parties hereby establish a Joint Commission on Fish, which shall meet once a year and shall be chaired in turn by
the Attorney General of Fiji and the Minister of Ports of Samoa.

2. The Joint Commission may draw up rules.

ARTICLE 2
Costs

Each Party pays for itself.
"""


def test_the_title_of_an_article_names_the_body_that_it_sets_up() -> None:
    """One body, not one of the title and one of the text."""
    assert [s.subject for s in reading(ARTICLES).statements if s.object == COMITY.WorkingGroup] == [
        "https://w3id.org/comity/id/group/fj-ws-joint-commission-on-fish"
    ]


def test_who_chairs_a_body_does_not_set_it_up() -> None:
    """The Parties act; the officials chair."""
    assert {who for what, who in facts(ARTICLES, COMITY.actor) if what == "1"} == {"fiji", "samoa"}
    assert len(facts(ARTICLES, COMITY.chairedBy)) == 2


def test_a_post_of_a_state_by_its_full_name_is_the_same_post() -> None:
    """Ambassadors to two countries are two."""
    text = (
        "Fiji and Samoa\n\nThe Prime Minister of Fiji met the Prime Minister of the Republic of Fiji. The Ambassador "
        "of Fiji to Samoa met the Ambassador of Fiji to Tonga.\n"
    )
    posts = {s.subject for s in reading(text).statements if s.predicate == RDF.type and s.object == ORG.Post}
    assert len(posts) == 3
