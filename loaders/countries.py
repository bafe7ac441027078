"""Writes `gazetteer/countries.ttl`: every country of ISO 3166-1 with its names in English and Spanish, from CLDR.

Run as `python -m loaders.countries` after an upgrade of Babel, a development dependency that carries the Common Locale
Data Repository (https://cldr.unicode.org). Other names, acronyms, adjectives and demonyms, which CLDR does not have,
are written by hand in `gazetteer/country-names.ttl`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from babel import Locale
from babel.core import get_global

from ontology.iris import DEFAULT_BASE, slugify
from ontology.terms import PREFIXES

TARGET: Final = Path(__file__).parent / "gazetteer" / "countries.ttl"

_LANGUAGES: Final = ("en", "es")

_NOT_COUNTRIES: Final = frozenset("AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ".split())
"""Two-letter codes of CLDR that ISO 3166-1 does not assign to a country; XK, Kosovo, is kept as in common use."""

_WITHDRAWN: Final = frozenset("ANT BUR DDR FXX NTZ SCG SUN TMP YMD YUG ZAR".split())
"""Three-letter codes that ISO 3166-3 lists as formerly used."""

_NAMES: Final[dict[tuple[str, str], str]] = {
    ("CD", "en"): "Democratic Republic of the Congo",
    ("CG", "en"): "Republic of the Congo",
    ("CG", "es"): "República del Congo",
    ("GP", "es"): "Guadalupe (Francia)",
    ("HK", "es"): "Hong Kong",
    ("MF", "es"): "San Martín (Francia)",
    ("MO", "es"): "Macao",
    ("RE", "en"): "Réunion (France)",
    ("RE", "es"): "Reunión (Francia)",
    ("SH", "es"): "Santa Elena (Reino Unido)",
    ("VI", "es"): "Islas Vírgenes de los Estados Unidos",
}
"""Names that CLDR writes for a menu ("Congo - Kinshasa"), or that are a common word or name in running text."""


@dataclass(frozen=True, slots=True)
class CountryNames:
    """A country: its ISO 3166-1 codes and its name by language."""

    iso2: str
    iso3: str
    names: Mapping[str, str]

    @property
    def slug(self) -> str:
        """The last part of its address, from the English name without what stands in parentheses."""
        return slugify(re.sub(r" \(.*\)", "", self.names["en"]))


def running_name(name: str) -> str:
    """A name of CLDR as running text writes it.

    >>> running_name("St. Kitts & Nevis"), running_name("Myanmar (Burma)"), running_name("Hong Kong SAR China")
    ('Saint Kitts and Nevis', 'Myanmar', 'Hong Kong')
    """
    name = re.sub(r" \(.*\)| SAR China$", "", name)
    return re.sub(r"^St\. ", "Saint ", name).replace(" & ", " and ")


def read_cldr() -> list[CountryNames]:
    """The countries of ISO 3166-1 in the order of their codes."""
    aliases = get_global("territory_aliases").items()
    iso3 = {new[0]: str(old) for old, new in aliases if _is_alpha3(str(old)) and len(new) == 1}
    territories = {language: _territories(language) for language in _LANGUAGES}
    codes = sorted(code for code in territories["en"] if re.fullmatch("[A-Z]{2}", code) and code not in _NOT_COUNTRIES)
    return [
        CountryNames(code, iso3[code], {lang: _name(code, lang, territories[lang][code]) for lang in _LANGUAGES})
        for code in codes
    ]


def _territories(language: str) -> dict[str, str]:
    return {str(code): str(name) for code, name in Locale(language).territories.items()}


def _is_alpha3(code: str) -> bool:
    return re.fullmatch("[A-Z]{3}", code) is not None and code not in _WITHDRAWN


def _name(code: str, language: str, cldr: str) -> str:
    return _NAMES.get((code, language)) or running_name(cldr)


def turtle(countries: Iterable[CountryNames]) -> str:
    """The countries as Turtle, sorted by address, the same bytes for the same countries."""
    blocks = sorted((country.slug, "\n".join(_block(country))) for country in countries)
    head = [f"@base <{DEFAULT_BASE}> .", *(f"@prefix {p}: <{PREFIXES[p]}> ." for p in ("comity", "gaz", "skos"))]
    note = "# Written by `python -m loaders.countries`; other names and adjectives are in country-names.ttl."
    return "\n".join([note, *head, *(f"\n{block}" for _, block in blocks)]) + "\n"


def _block(country: CountryNames) -> Iterator[str]:
    names = " , ".join(f'"{country.names[language]}"@{language}' for language in _LANGUAGES)
    yield f"<country/{country.slug}> a comity:Country ;"
    yield f"    skos:prefLabel {names} ;"
    yield f'    gaz:iso2 "{country.iso2}" ;'
    yield f'    gaz:iso3 "{country.iso3}" .'


if __name__ == "__main__":
    TARGET.write_text(turtle(read_cldr()), encoding="utf-8", newline="\n")
