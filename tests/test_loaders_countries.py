"""The generator of the countries: CLDR in, Turtle out."""

from __future__ import annotations

import pytest

pytest.importorskip("babel", reason="Babel is a development dependency")

from loaders.countries import TARGET, CountryNames, read_cldr, running_name, turtle


def test_the_countries_are_what_the_generator_writes() -> None:
    """`python -m loaders.countries` gives the file that is checked in, byte for byte."""
    assert turtle(read_cldr()).encode() == TARGET.read_bytes()


@pytest.mark.parametrize(
    ("cldr", "name"),
    [
        ("St. Kitts & Nevis", "Saint Kitts and Nevis"),
        ("Myanmar (Burma)", "Myanmar"),
        ("Hong Kong SAR China", "Hong Kong"),
        ("Mexico", "Mexico"),
    ],
)
def test_a_name_for_a_menu_becomes_one_for_running_text(cldr: str, name: str) -> None:
    """CLDR abbreviates and explains; texts do not."""
    assert running_name(cldr) == name


def test_codes_that_are_no_country_are_left_out() -> None:
    """The European Union, the United Nations and withdrawn codes have entries in CLDR; Kosovo stays."""
    countries = {country.iso2: country.iso3 for country in read_cldr()}
    assert not {"EU", "UN", "ZZ", "XA"} & set(countries)
    assert (countries["CD"], countries["MM"], countries["XK"]) == ("COD", "MMR", "XKK")


def test_a_country_is_a_block_of_turtle_under_its_english_name() -> None:
    """The address takes the English name without what stands in parentheses; the blocks are in its order."""
    peru = CountryNames("PE", "PER", {"en": "Peru", "es": "Perú"})
    island = CountryNames("RE", "REU", {"en": "Réunion (France)", "es": "Reunión (Francia)"})
    text = turtle([island, peru])
    assert '<country/peru> a comity:Country ;\n    skos:prefLabel "Peru"@en , "Perú"@es ;' in text
    assert text.index("<country/peru>") < text.index("<country/reunion>")
    assert text == turtle([peru, island])
