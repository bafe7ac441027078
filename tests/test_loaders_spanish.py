"""What Spanish texts say in their own way: posts, dates in words, elided subjects, counterparts."""

import pytest

from loaders.words.spelled_dates import spelled_dates
from ontology.terms import COMITY, ORG
from tests.readings import facts, labels, objects, reading

HEAD = "Chile y Perú se reunieron en Lima. Chile y Perú acuerdan lo siguiente.\n\n"
"""Makes Chile and Peru the two sides of what follows."""


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("catorce de noviembre de dos mil diecinueve", "2019-11-14"),
        ("a los veintinueve días del mes de marzo de dos mil cuatro", "2004-03-29"),
        ("el día primero (1) de abril del año 2002", "2002-04-01"),
        ("treinta y uno de enero de mil novecientos noventa y ocho", "1998-01-31"),
        ("this twenty-second day of June, two thousand and three", "2003-06-22"),
        ("on the 4th day of March in the year nineteen hundred and ninety-eight", "1998-03-04"),
    ],
)
def test_a_date_may_be_in_words(text: str, day: str) -> None:
    """As formulas of signature give it, in Spanish and English."""
    assert [date.value for date in spelled_dates(text.lower())] == [day]


def test_what_is_in_no_calendar_is_no_date_in_words_either() -> None:
    """As the thirty-first of June; nor is a number of things."""
    assert not list(
        spelled_dates("treinta y uno de junio de dos mil tres; two thousand officers; veinte de los agentes")
    )


def test_a_verb_without_subject_goes_on_with_the_body_of_the_sentence_before() -> None:
    """As in "Estará presidida, de forma alterna, por X y por Y"."""
    text = HEAD + (
        "La Comisión Binacional de Puertos se reunirá. Estará presidida, de forma alterna, por el ministro del "
        "Interior de Chile, Iván Rojas Pinto, y por la ministra de Defensa del Perú, Ana Quispe Mora.\n"
    )
    assert objects(text, COMITY.chairedBy) == {"ivan-rojas-pinto", "ana-quispe-mora"}


def test_a_counterpart_represents_the_other_country() -> None:
    """As in "su homólogo peruano, X"."""
    text = (
        HEAD + "El ministro del Interior de Chile, Iván Rojas Pinto, recibió a su homólogo peruano, Hugo Mora Díaz.\n"
    )
    assert ("hugo-mora-diaz", "peru") in facts(text, COMITY.represents)


def test_ministers_of_both_countries_are_named_after_their_post() -> None:
    """They hold it, and sign."""
    text = (
        HEAD
        + "Se firmó el Tratado de Pesca, suscrito por los ministros de Pesca de ambos países, Ana Mora y Luis Paz.\n"
    )
    assert objects(text, COMITY.signedBy) == {"luis-paz", "ana-mora"}
    assert {person for person, _ in facts(text, ORG.holds)} == {"luis-paz", "ana-mora"}


def test_a_bare_title_beside_a_surname_means_the_post_that_was_named_in_full() -> None:
    """Though the other side has one of that title as well."""
    text = HEAD + (
        "El Director de Aduanas de Chile, Iván Rojas Pinto, y el Director de Puertos del Perú, Hugo Mora Paz, hablan. "
        "El Director Rojas agradeció al Director Mora.\n"
    )
    assert len(objects(text, ORG.holds)) == 2


def test_the_title_of_an_agreement_goes_on_over_the_article_after_its_infinitive() -> None:
    """As in "Acuerdo para Combatir el Contrabando"."""
    text = HEAD + "Aplicarán el Acuerdo de Cooperación para Combatir el Contrabando.\n"
    assert "Acuerdo de Cooperación para Combatir el Contrabando" in labels(text).values()


def test_a_committee_of_a_chamber_is_of_the_legislature_and_a_commission_that_a_text_makes_is_of_both_sides() -> None:
    """As in "Comisión de Asuntos X de la Cámara", "Créase una Comisión de Y"."""
    text = (
        HEAD + "Lo examinó la Comisión de Pesca de la Cámara de Representantes. Créase una Comisión de Seguimiento.\n"
    )
    kinds = {s.subject.split("/")[-2] for s in reading(text).statements if "comision" in s.subject}
    assert kinds == {"legislature", "group"}


def test_a_saint_is_no_person() -> None:
    """As in the name of a bridge; a given name that is a country's too is one, set off by a comma."""
    text = HEAD + "Vigilan el puente San Roque Díaz.\n\nMauricio Arriaza Díaz, ministro de Pesca;\n"
    assert "mauricio-arriaza-diaz" in labels(text)
    assert "roque-diaz" not in labels(text)


def test_what_a_treaty_created_was_established_by_it() -> None:
    """As in "la Comisión X, creada por el Convenio Y"."""
    text = HEAD + "La Comisión Binacional de Puertos, creada por el Convenio de Pesca, aprobó el acta.\n"
    assert len(facts(text, COMITY.establishedBy)) == 1


def test_a_person_by_a_shorter_name_is_the_one_whose_name_goes_on() -> None:
    """As in "Iván Rojas" and "Iván Rojas Pinto"."""
    text = HEAD + "El ministro del Interior, Iván Rojas, habló.\n\nEl ministro del Interior, Iván Rojas Pinto, firmó.\n"
    assert {person for person, _ in facts(text, ORG.holds)} == {"ivan-rojas-pinto"}


def test_the_place_of_a_report_and_its_article_are_read() -> None:
    """As in "CHUY.— La aduana", "en El Espino"; the hour of a meeting is no figure."""
    text = HEAD + (
        "CHUY.— La aduana abrió un puesto en El Espino, siendo las nueve horas, según dijo la prensa de ambos lados.\n"
    )
    names = {s.subject.split("/id/")[1] for s in reading(text).statements if "/place/" in s.subject}
    assert {"place/chuy", "place/espino"} <= names
    assert not [s for s in reading(text).statements if s.predicate == COMITY.figure]


def test_a_text_that_concerns_one_country_concerns_the_next_that_it_names() -> None:
    """Cooperation has two sides, one of which may be named once."""
    text = (
        "Perú recibió la visita.\n\nEl ministro de Pesca del Perú habló con Chile.\n\n1. Ambos países firmarán.\n"
        "2. Ambos países verán.\n"
    )
    assert objects(text, COMITY.actor) == {"peru", "chile"}


def test_a_rank_of_two_words_is_no_post_and_an_adjective_no_name() -> None:
    """As in "el jefe de Operaciones Conjuntas, mayor general X"; a body has its ordinal whole."""
    text = HEAD + (
        "La vigésima cuarta reunión de la Comisión Binacional de Pesca se celebró en Lima. La presidió el jefe de "
        "Operaciones Conjuntas de Chile, mayor general Gustavo Mora Paz.\n"
    )
    held = {(person, labels(text)[post]) for person, post in facts(text, ORG.holds)}
    assert held == {("gustavo-mora-paz", "jefe de Operaciones Conjuntas de Chile")}
    assert "vigésima cuarta reunión de la Comisión Binacional de Pesca" in labels(text).values()


def test_whom_a_body_trains_is_the_recipient_and_who_will_preside_chairs() -> None:
    """As in "entrenar a 15 agentes de la A", "un Comité, que presidirán X y Y"."""
    text = HEAD + (
        "1. La Armada de Chile se compromete a entrenar a 15 agentes de la Policía Nacional del Perú.\n"
        "2. Se constituye un Comité de Pesca, que presidirán Ana Quispe Mora, ministra de Pesca del Perú, y Luis Paz "
        "Rojas, ministro de Pesca de Chile.\n"
    )
    assert len(facts(text, COMITY.recipient)) == 1
    assert objects(text, COMITY.chairedBy) == {"ana-quispe-mora", "luis-paz-rojas"}


@pytest.mark.parametrize("side", ["delegación de Chile", "delegación chilena", "parte chilena"])
def test_who_leads_a_delegation_speaks_for_its_country(side: str) -> None:
    """The country stands after the noun."""
    text = HEAD + f"La {side} estuvo encabezada por la ministra de Pesca, Ana Soto Paz.\n"
    assert ("ana-soto-paz", "chile") in facts(text, COMITY.represents)
