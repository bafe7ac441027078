"""What of a web page is the page, and not the document on it: menus, banners, forms, footers.

Judged by structure alone, in any language: elements and ARIA roles that say so, names of classes that say so where the
element is small or mostly links, and lists of nothing but links. An element that holds most of the page's text is never
taken out. What is left, `loaders.layout` judges line by line, by the phrases of the lexicon.

Sources: HTML Standard, sectioning elements; WAI-ARIA 1.2, landmark roles.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from loaders.markup import Element

_NEVER_TEXT: Final = frozenset(
    "applet audio canvas datalist dialog embed head iframe input map math meter noscript object option progress script select "
    "style svg template textarea video".split()
)
_NOT_DOCUMENT: Final = frozenset({"nav", "aside", "search", "menu"})
_ROLES: Final = frozenset(
    "alert alertdialog banner complementary contentinfo dialog menu menubar navigation search toolbar tablist tooltip".split()
)
_CONSENT: Final = frozenset("cookie cookies cookiebar cookiebanner gdpr ccpa onetrust cookielaw cookieconsent".split())
_MENUS: Final = frozenset(
    "advert advertisement ads breadcrumb breadcrumbs crumbs footer header masthead megamenu menu nav navbar navigation newsletter "
    "offcanvas pager pagination popup promo recommended related share sharing sidebar signup sitemap skip skiplink skiplinks "
    "social sponsored subscribe tags teaser toolbar topbar widget".split()
)
_UNSEEN: Final = re.compile(r"\b(?:sr-only|visually-?hidden|screen-?reader|element-invisible|skip-?(?:link|nav|to))\b", re.IGNORECASE)
_UNSHOWN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_FOLDED: Final = frozenset("accordion collapse collapsible tab tabs tabpanel panel expander expandable fold toggle".split())
"""Names of what a page hides until it is asked for: part of the document, and not shown only yet."""
_CONTENTS: Final = frozenset("toc mstoc tableofcontents".split())
_NAME: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_LISTS: Final = frozenset("ul ol dl table tr td div p center section font span".split())
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_MAIN_IDS: Final = frozenset("content maincontent main articlebody bodytext pagecontent contentbody".split())

_MOST: Final = 0.4
"""Share of the page's text beyond which an element is no chrome, whatever it is called."""
_LINKED: Final = 0.85
"""Share of link text from which a list is a menu."""
_SMALL: Final = 150
"""Characters up to which an element that is named as chrome needs no links to be believed."""


@dataclass(frozen=True, slots=True)
class _Measure:
    """Characters of text in an element, those of them in links, links, those within the page, and what else it holds."""

    size: int = 0
    linked: int = 0
    links: int = 0
    inner: int = 0
    title: bool = False
    main: bool = False
    headings: bool = False


def document_of(page: Element) -> list[Element]:
    """The elements that hold the document, in order, after chrome was taken out of the tree.

    That is the page's `main` or `article`, where it holds half of the text, with the page's only `h1` before it if that
    lies elsewhere; else the whole page.
    """
    measures: dict[int, _Measure] = {}
    total = _measure(page, measures).size
    pruner = _Pruner(measures, total)
    pruner.prune(page, False)
    measures.clear()
    total = _measure(page, measures).size
    root = _main(page, measures, total)
    if root is None:
        return [page]
    _Pruner(measures, total).unhide(root)
    titles = [found for found in _walk(page) if found.tag == "h1"]
    outside = len(titles) == 1 and titles[0] not in _walk(root)
    return [titles[0], root] if outside else [root]
