"""Minutes and actas: their numbering, the lists of those present, and the titles that Spanish writes small."""

from __future__ import annotations

import pytest

from loaders.pages.outline import outline
from ontology.terms import COMITY, ORG
from tests.readings import facts, labels, library

MINUTES = """MINUTES OF THE SECOND MEETING OF THE GHANA-TOGO WORKING GROUP ON TRANSIT TRADE

1.0 OPENING REMARKS

1.1 The meeting was opened in Aflao.

1.2 The agenda was adopted.

2.0 RESOLUTIONS

The meeting resolved that:

(i) Ghana shall train ten officers;

(ii) Togo shall lend two boats.

3.0 CLOSING

3.1 The meeting was closed.
"""
PRESENT = """PRESENT

Ghana

Mr. Kofi Mensah-Adu, Permanent Secretary, Ministry of the Interior (Co-Chair)

Togo

Ms. Afi Lawson, Director of Intelligence, Togo Revenue Office
"""


def test_a_heading_whose_number_ends_in_zero_holds_its_paragraphs_and_lists() -> None:
    """A list after a line of text below the heading is the heading's too."""
    roots = outline(MINUTES, library().lexicon).roots
    assert [node.number for node in roots] == ["1.0", "2.0", "3.0"]
    assert [[child.number for child in node.children] for node in roots] == [["1.1", "1.2"], ["i", "ii"], ["3.1"]]


def test_minutes_are_of_a_meeting_and_the_meeting_of_a_group() -> None:
    """The first words of the title belong to neither name."""
    name = "Ghana-Togo Working Group on Transit Trade".casefold()
    found = {label.casefold() for label in labels(MINUTES).values()}
    assert {name, f"second meeting of the {name}"} <= found


def test_those_present_speak_for_the_country_above_them() -> None:
    """Below the word "present", the name of a country alone is enough."""
    assert facts(PRESENT, COMITY.represents) == {("kofi-mensah-adu", "ghana"), ("afi-lawson", "togo")}


def test_a_bare_title_and_a_body_after_a_comma_are_one_post() -> None:
    """A title that says what it is for is in the body after the comma."""
    posts = {one for _, one in facts(PRESENT, ORG.holds)}
    assert any("permanent-secretary-ministry-of" in post for post in posts)
    assert "tg-revenue-office" in {body for _, body in facts(PRESENT, ORG.postIn)}


@pytest.mark.parametrize(
    ("sentence", "post"),
    [
        ("Asistió el representante regional de la Cruz Roja, Luis Peña Mora.", "representante regional"),
        ("Habló el director adjunto operativo de la Guardia Civil, Luis Peña Mora.", "director adjunto operativo"),
        ("Intervino la fiscal de delitos contra la vida, Ana Peña Mora.", "fiscal de delitos contra la vida"),
        ("Lo dijo Luis Peña Mora, excomandante de la Policía Nacional.", "excomandante"),
    ],
)
def test_spanish_titles_keep_their_adjectives_and_small_words(sentence: str, post: str) -> None:
    """What a title is for may be in small letters where the name of its holder follows."""
    held = {one for _, one in facts(f"España y Perú se reunieron.\n\n{sentence}\n", ORG.holds)}
    assert len(held) == 1
    assert any(label.startswith(post) for label in labels(f"España y Perú se reunieron.\n\n{sentence}\n").values())


@pytest.mark.parametrize("name", ["D. Joaquín Soto Paz", "D.ª Marina del Olmo Paz", "la doctora Celina Soto Paz"])
def test_spanish_honorifics_tell_a_person(name: str) -> None:
    """The honorific is no part of the name."""
    text = f"España y Perú se reunieron.\n\nEl comité estará presidido por {name}.\n"
    assert any(name.endswith(label) for label in labels(text).values())


def test_initials_and_a_surname_are_the_person_who_was_named_in_full() -> None:
    """As below a signature."""
    text = "Ghana and Togo met. Mr. Kofi Mensah, Director of Customs, spoke.\n\nSigned:\n\nK. Mensah\nDirector\n"
    assert "k-mensah" not in {one for one, _ in facts(text, ORG.holds)}


@pytest.mark.parametrize(
    ("sentence", "host", "meeting"),
    [
        (
            "En la ciudad de Tacna, el 5 de mayo de 2010, se llevó a cabo la II Reunión del Comité de Pesca.",
            "tacna",
            "ii",
        ),
        ("La III Reunión del Comité de Pesca se realizará en Arica.", "arica", "iii"),
        ("Chile ofreció ser sede de la IV Reunión del Comité de Pesca.", "chile", "iv"),
    ],
)
def test_the_place_and_the_host_of_a_meeting_are_read(sentence: str, host: str, meeting: str) -> None:
    """The place may open the sentence, with the date beside it."""
    found = facts(f"Chile y Perú cooperan.\n\n{sentence}\n", COMITY.hosts)
    assert any(one == host and f"{meeting}-reunion" in other for one, other in found)


@pytest.mark.parametrize(
    "sentence",
    [
        "Lo preside por Chile el ministro Luis Soto Paz y por Perú la ministra Ana Ruiz Mora.",
        "La delegación de Chile fue encabezada por Luis Soto Paz, y la delegación del Perú, por Ana Ruiz Mora.",
        "Por parte chilena asistió Luis Soto Paz. Por parte peruana lo hizo la ministra Ana Ruiz Mora.",
    ],
)
def test_each_side_speaks_through_its_own_official(sentence: str) -> None:
    """The verb need not be said again for the second side."""
    found = facts(f"Chile y Perú cooperan.\n\n{sentence}\n", COMITY.represents)
    assert found == {("luis-soto-paz", "chile"), ("ana-ruiz-mora", "peru")}


def test_an_ambassador_is_the_post_of_the_country_that_sends_one() -> None:
    """Where an ambassador is sent to says nothing of whose post it is."""
    text = "México y Guatemala cooperan.\n\nHabló el embajador de México en Guatemala, Luis Soto Paz.\n"
    assert {country for _, country in facts(text, ORG.postIn)} == {"mexico"}
    assert facts(text, COMITY.represents) == {("luis-soto-paz", "mexico")}


def test_a_portfolio_goes_on_after_and() -> None:
    """The second part of what a post is for need not be a known word."""
    text = "España y Perú cooperan.\n\nHabló el ministro del Interior y de la Descentralización, Luis Soto Paz.\n"
    assert "ministro del Interior y de la Descentralización" in labels(text).values()


def test_a_year_tells_the_one_agreement_of_its_kind_with_a_date_in_it() -> None:
    """It is no second agreement."""
    text = (
        "España y Perú cooperan.\n\nSe aplica el Acuerdo en materia de Inmigración, firmado en Lima el 1 de julio "
        "de 2003 y ratificado por España. El Acuerdo de 2003 sigue en vigor.\n"
    )
    assert [label for label in labels(text).values() if label.startswith("Acuerdo")] == [
        "Acuerdo en materia de Inmigración"
    ]
    assert facts(text, COMITY.signedBy) == set()


def test_who_sends_a_report_is_its_publisher_and_no_agency_of_a_country() -> None:
    """The name stands in parentheses between the place and the dash."""
    text = "Two ports agree\n\nOSLO (Fjord News Service) — Norway and Denmark agreed on Tuesday to share records.\n"
    assert "Fjord News Service" not in {
        label for thing, label in labels(text).items() if thing.startswith(("no-", "dk-", "dk-no-"))
    }


def test_annexes_stand_below_no_numbered_heading() -> None:
    """They are parts of the whole."""
    text = "REPORT\n\nI. MANDATE\n\nWe met.\n\nII. NEXT STEPS\n\nIt goes on.\n\nAnnex 1: Budget\nAnnex 2: Timetable\n"
    roots = outline(text, library().lexicon).roots
    assert [node.number for node in roots] == ["I", "II", "1", "2"]


def test_it_is_the_group_that_the_sentences_before_speak_of() -> None:
    """Two sentences may follow each other that begin with a pronoun."""
    text = (
        "Ghana and Togo cooperate.\n\nThe Ghana-Togo Working Group on Transit was set up in 2017. It is chaired by "
        "Prosecutor Kofi Mensah of the Ghana Revenue Authority. It has two subgroups: the Timber Subgroup and the "
        "Fishing Subgroup.\n"
    )
    assert len(facts(text, ORG.hasSubOrganization)) == 2


def test_a_chair_speaks_for_the_side_that_the_post_names() -> None:
    """It stands below the name, after that of the other side."""
    text = (
        "Agreed Minutes between Ghana and Togo\n\nThe two sides met.\n\nKofi Mensah\nCo-Chair for Ghana\n\n"
        "Afi Lawson\nCo-Chair for Togo\n"
    )
    assert ("afi-lawson", "togo") in facts(text, COMITY.represents)
    assert ("afi-lawson", "ghana") not in facts(text, COMITY.represents)


def test_those_listed_below_a_side_speak_for_it_and_are_no_actors() -> None:
    """A list of persons is nothing that anyone is to do."""
    text = (
        "ACTA DE CHILE Y PERÚ\n\nPOR CHILE\n- Dr. Luis Soto Paz, Director de Pesca\n- Sra. Ana Ruiz Mora, Aduana"
        "\n\nPOR PERÚ\n- Sr. Juan Díaz Vera, Cónsul General en Arica\n- Sra. Rosa Luna Ríos, Policía Nacional\n"
    )
    assert facts(text, COMITY.represents) == {
        ("luis-soto-paz", "chile"),
        ("ana-ruiz-mora", "chile"),
        ("juan-diaz-vera", "peru"),
        ("rosa-luna-rios", "peru"),
    }
    assert facts(text, COMITY.actor) == set()


def test_the_parliament_of_an_adjective_is_a_legislature_that_ratifies() -> None:
    """As in "se solicita al Parlamento uruguayo que ratifique"."""
    text = (
        "Uruguay y Brasil cooperan.\n\nSe solicita al Parlamento uruguayo que ratifique el Acuerdo de Pesca Fluvial.\n"
    )
    assert any("parl" in one for one, _ in facts(text, COMITY.ratifies))


@pytest.mark.parametrize(
    "name", ["Darren Debono Mifsud, the former footballer,", "Fahmi Bin Khalifa, whom the court sought,"]
)
def test_what_is_said_of_a_name_tells_a_person(name: str) -> None:
    """The noun of a role, or a relative clause of persons."""
    text = f"Malta and Libya cooperate.\n\nThe police arrested {name} in May.\n"
    assert name.split(",", maxsplit=1)[0] in labels(text).values()


def test_an_agreement_that_sets_up_a_body_has_established_it() -> None:
    """Where it was signed may stand between."""
    text = (
        "Chile y Perú cooperan.\n\nEl Convenio sobre Control de Aguas, firmado en Lima el 9 de mayo de 2000, creó la "
        "Comisión Mixta Peruano-Chilena sobre Aguas. El Comité Técnico de Riego dependerá de la Comisión Mixta "
        "Peruano-Chilena sobre Aguas. Del Comité Técnico de Riego dependerán el Subcomité de Canales y el Subcomité "
        "de Pozos.\n"
    )
    assert any("convenio" in other for _, other in facts(text, COMITY.establishedBy))
    assert len(facts(text, ORG.hasSubOrganization)) == 3


def test_what_is_chaired_by_someone_is_no_person() -> None:
    """The participle stands after a comma."""
    text = (
        "Kenya and Uganda cooperate.\n\nThe talks set up a Kenya-Uganda Joint Task Force on Cattle Theft, chaired by "
        "Mr. Peter Otim.\n"
    )
    assert {one for _, one in facts(text, COMITY.chairedBy)} == {"peter-otim"}
    assert "Cattle Theft" not in labels(text).values()


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("Más gente cruzó por el Paso Sistema Cristo Redentor en mayo.", "Paso Sistema Cristo Redentor"),
        ("Se ampliará el Complejo Los Libertadores.", "Complejo Los Libertadores"),
        ("Los agentes estudian en la escuela de Aranjuez.", "Aranjuez"),
        ("Los habitantes de Juradó esperan.", "Juradó"),
    ],
)
def test_spanish_nouns_of_places_tell_the_names_of_places(sentence: str, place: str) -> None:
    """They open the name, or stand before it with "de"."""
    assert place in labels(f"Argentina y Chile cooperan.\n\n{sentence}\n").values()
