"""What of a page is not the document is told by structure, and the document is never taken for it."""

from __future__ import annotations

import pytest

from loaders.files.html import convert

PROSE = "The two governments will meet each year to review what was done, and will publish a report of it. " * 4
LINKS = "<a href=/a>Home</a> <a href=/b>News</a> <a href=/c>Contact</a>"


def text(body: str) -> str:
    """The text of a page with a body."""
    return convert(f"<!doctype html><body>{body}</body>".encode(), "page.html").text


def is_left_out(chrome: str) -> bool:
    """Whether an element that says "Mark" is left out beside a page of prose."""
    read = text(f"{chrome}<div><h1>Plan</h1><p>{PROSE}</p></div>")
    assert PROSE.strip() in read
    return "Mark" not in read


@pytest.mark.parametrize(
    "chrome",
    [
        "<nav>Mark</nav>",
        "<header>Mark</header>",
        "<footer>Mark</footer>",
        "<aside>Mark</aside>",
        "<div role=navigation>Mark</div>",
        "<div role=banner><p>Mark</div>",
        "<div role=dialog>Mark</div>",
        "<form action=/search><label>Mark</label><input></form>",
        "<script>Mark</script>",
        "<style>Mark</style>",
        "<noscript>Mark</noscript>",
        "<template>Mark</template>",
        "<select><option>Mark</select>",
        "<button>Mark</button>",
        "<svg><text>Mark</text></svg>",
        "<div hidden>Mark</div>",
        "<div style='display: none'>Mark</div>",
        "<div aria-hidden=true>Mark</div>",
        "<span class='sr-only'>Mark</span>",
        "<a class='skip-link' href='#x'>Mark</a>",
        "<div id=cookieConsent><p>Mark our cookies, which we set so that the site works as you expect it to.</div>",
        "<div class='breadcrumb'>Mark</div>",
        f"<div class='site-menu'>Mark {LINKS}</div>",
        f"<ul><li><a href=/m>Mark</a> {LINKS}</ul>",
        f"<td><a href=/m>Mark</a> | {LINKS}</td>",
        "<ul><li><a href=#1>Mark 1</a><li><a href=#2>Mark 2</a><li><a href=#3>Mark 3</a></ul>",
        "<!-- Mark -->",
    ],
)
def test_chrome_is_left_out(chrome: str) -> None:
    """Elements, roles, names and lists of links that are a page's furniture."""
    assert is_left_out(chrome)


@pytest.mark.parametrize(
    "part",
    [
        "<p>Mark</p>",
        "<section id=social-policy><h2>Social policy</h2><p>Mark: " + PROSE + "</section>",
        "<section class=related><p>Mark: the two ministries will relate their registers to each other.<p>" + PROSE,
        "<p>Mark <a href=/x>the Treaty</a>, <a href=/y>the Protocol</a> and <a href=/z>the Plan</a> apply until 2030.",
        "<ul><li>Mark</ul>",
        "<h2 class=menu>Mark</h2>",
        "<h3><button>Mark</button></h3>",
        "<div class=accordion-panel hidden><p>Mark</div>",
        "<div class='tab-pane panel' style='display:none'><p>Mark</div>",
        "<form id=aspnetForm><div><h1>Mark</h1></div></form>",
        "<div class=no-cookies><main><p>Mark " + PROSE + "</main></div>",
    ],
)
def test_a_part_of_the_document_stays(part: str) -> None:
    """A name that could be a menu's is not enough; folded panels are only not shown yet."""
    assert not is_left_out(part)


def test_a_server_may_wrap_the_whole_page_in_a_form() -> None:
    """A form that holds most of the page's text is the page."""
    assert text(f"<form><table><tr><td><p>{PROSE}</table></form>") == PROSE.strip()


@pytest.mark.parametrize(
    "main", ["<main>{}</main>", "<div role=main>{}</div>", "<article>{}</article>", "<div id=content>{}</div>"]
)
def test_the_main_part_of_a_page_is_preferred(main: str) -> None:
    """Where it holds half of the text, nothing beside it is the document."""
    read = text("<div><p>Weather in the capital: sunny.</p></div>" + main.format(f"<p>{PROSE}</p>"))
    assert read == PROSE.strip()


def test_a_small_main_part_is_not_believed() -> None:
    """Some pages hold a `main` with nothing but a title in it."""
    read = text(f"<main><h1>Plan</h1></main><div><p>{PROSE}</p></div>")
    assert read == f"Plan\n\n{PROSE.strip()}"


def test_the_title_of_a_page_stands_before_its_main_part() -> None:
    """A title that is set above `main` is part of the document; what else stands there is not."""
    read = text(f"<div><h1>Plan</h1><p>Share</p></div><main><p>{PROSE}</p></main>")
    assert read == f"Plan\n\n{PROSE.strip()}"


def test_an_article_keeps_its_own_header_and_notes() -> None:
    """Inside the document a header is its head, and a footer without links its notes."""
    read = text(f"<article><header><p>Quito, 2019</p></header><p>{PROSE}</p><footer>1. A note.</footer></article>")
    assert read == f"Quito, 2019\n\n{PROSE.strip()}\n\n1. A note."


def test_a_list_of_linked_agencies_in_the_document_stays() -> None:
    """Within `main` only a table of contents is a list of links."""
    agencies = "<ul><li><a href=/1>DEA</a><li><a href=/2>FBI</a><li><a href=/3>PGR</a></ul>"
    contents = "<ul><li><a href=#1>One</a><li><a href=#2>Two</a><li><a href=#3>Three</a></ul>"
    read = text(f"<main>{contents}<p>{PROSE}</p>{agencies}</main>")
    assert read == f"{PROSE.strip()}\n\n• DEA\n\n• FBI\n\n• PGR"
