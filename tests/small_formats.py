"""One small document in every format that is read, written by hand so that each file is what an author's tool makes.

`TEXT` is the document as plain text, hard-wrapped; the functions give the bytes of the same document as a saved web
page, as Markdown, as a Word document and as a PDF.
"""

from __future__ import annotations

import io
import textwrap
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape

TEXT = """\
JOINT ACTION PLAN ON BORDER SECURITY

Signed at Ipiales on 6 March 2019

The Governments of Colombia and Ecuador have met at Ipiales and adopt the
following plan, which both will review once a year.

Pillar I: Border posts

1. The Ministry of National Defense of Colombia and the Ministry of
Government of Ecuador will open two posts:

(a) one at the bridge of Rumichaca, before the end of 2019;

(b) one at San Miguel.

2. Both posts will be staffed around the clock.

Pillar II: Training

• Colombia will train 20 officers of the Customs Service each year.

• Ecuador will host the courses at the Police Academy in Quito, and will
bear the costs of lodging.

Article 1. Entry into force

This plan takes effect on the date of its signature.
"""

PARAGRAPHS = [" ".join(part.split()) for part in TEXT.split("\n\n")]

PAGE = """\
<!DOCTYPE html>
<!-- saved from url=(0036)https://www.example.gob/plan-2019.html -->
<html lang="en">
<head>
<meta charset="utf-8">
<title>Joint Action Plan | Ministry</title>
<meta name="dcterms.issued" content="2019-03-06T09:00:00-05:00">
<meta property="og:site_name" content="Ministry of Government">
<style>.menu { color: red }</style>
<script>document.write("<p>1. Not part of the page</p>")</script>
</head>
<body class="has-sidebar cookie-notice-open">
<div id="cookie-banner" class="govCookieBanner">
  <h2>Cookies on this site</h2>
  <p>We use cookies to make this site work. With your consent we would also like to set others, so that we can see
  how the site is used and make it better for everybody. You can change your mind at any time.</p>
  <button>Accept all</button> <button>Reject all</button>
</div>
<a class="skip-link" href="#main">Skip to main content</a>
<header>
  <a href="/">Ministry of Government</a>
  <nav><ol><li><a href="/a">Home</a></li><li><a href="/b">News</a></li><li><a href="/c">Contact</a></li></ol></nav>
</header>
<div class="breadcrumbs"><a href="/">Home</a> &gt; <a href="/d">Documents</a></div>
<main id="main">
<h1>JOINT ACTION PLAN ON BORDER SECURITY</h1>
<p class="date">Signed at Ipiales on 6&#32;March 2019</p>
<div class="share"><a href="#">Share</a> <a href="#">Print</a></div>
<p>The Governments of <b>Colombia</b> and <a href="/ec">Ecuador</a> have met at Ipiales
   and adopt the following plan, which both will review once a year.</p>
<h2>Pillar I: Border posts</h2>
<ol>
  <li><p>The Ministry of National Defense of Colombia and the Ministry of Government of Ecuador will open two posts:</p>
    <ol style="list-style: none">
      <li>(a) one at the bridge of Rumichaca, before the end of 2019;
      <li>(b) one at San Miguel.
    </ol>
  <li>Both posts will be staffed around the clock.<sup><a href="#note1">1</a></sup>
</ol>
<h2><button aria-expanded="false">Pillar II: Training</button></h2>
<div class="accordion-panel" hidden>
<ul>
<li>Colombia will train 20 officers of the Customs&nbsp;Service each year.</li>
<li>Ecuador will host the courses at the Police Academy in Quito, and will bear the costs of lodging.</li>
</ul>
</div>
<h2>Article 1. Entry into force</h2>
<p>This plan takes effect on the date of its signature.
</main>
<aside><h2>Latest news</h2><ul><li>1. A visit<li>2. Another visit</ul></aside>
<footer><p>© Ministry of Government</p><ul><li><a href="/e">Legal notice</a></ul></footer>
</body>
</html>
"""

MARKDOWN = """\
---
title: "Joint Action Plan"
date: 2019-03-06
---

JOINT ACTION PLAN ON BORDER SECURITY
====================================

Signed at *Ipiales* on 6 March 2019

The Governments of **Colombia** and [Ecuador](https://example.gob/ec) have met at Ipiales
and adopt the following plan, which both will review once a year.

## Pillar I: Border posts

1. The Ministry of National Defense of Colombia and the Ministry of Government of Ecuador will open two posts:

   (a) one at the bridge of Rumichaca, before the end of 2019;

   (b) one at San Miguel.

1. Both posts will be staffed around the clock.[^1]

## Pillar II: Training

- Colombia will train 20 officers of the `Customs Service` each year.
- Ecuador will host the courses at the Police Academy in Quito,
  and will bear the costs of lodging.

## Article 1\\. Entry into force

This plan takes effect on the date of its signature.

[^1]: That is, by at least two officers
of each side.
"""


def part(root: str, inner: str) -> str:
    """An XML part of a Word document."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'<w:{root} xmlns:w="{space}">{inner}</w:{root}>'


def paragraph(text: str, style: str = "", numbered: tuple[int, int] | None = None) -> str:
    """A `w:p`, in a style, or in a list at a level."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if numbered:
        name, place = numbered
        properties += f'<w:numPr><w:ilvl w:val="{place}"/><w:numId w:val="{name}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def run(text: str, properties: str = "") -> str:
    """A `w:r` of text, with properties of its characters."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def level(place: int, form: str, text: str, more: str = "") -> str:
    """A `w:lvl` of a list definition."""
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'
        f'<w:pPr><w:ind w:left="{720 * (place + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
    )


def definition(name: int, *levels: str) -> str:
    """A `w:abstractNum`."""
    return f'<w:abstractNum w:abstractNumId="{name}">{"".join(levels)}</w:abstractNum>'


def listed(name: int, of: int, more: str = "") -> str:
    """A `w:num`: a list by a definition."""
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def word(body: str, parts: Mapping[str, str] | None = None) -> bytes:
    """A package with a main part of some paragraphs; `parts` has others ("numbering", "styles") by their names."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    files = {"word/document.xml": part("document", f"<w:body>{body}</w:body>")}
    related = {"_rels/.rels": [("officeDocument", "word/document.xml")], "word/_rels/document.xml.rels": []}
    for kind, content in (parts or {}).items():
        files[f"word/{kind}.xml"] = part(kind, content)
        related["word/_rels/document.xml.rels"].append((kind, f"{kind}.xml"))
    for name, found in related.items():
        inner = "".join(f'<Relationship Id="r{kind}" Type="{office}/{kind}" Target="{to}"/>' for kind, to in found)
        files[name] = f'<Relationships xmlns="{relations}">{inner}</Relationships>'
    return archive({name: content.encode() for name, content in files.items()})


def archive(files: Mapping[str, bytes]) -> bytes:
    """A ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            target.writestr(name, content)
    return out.getvalue()


def word_document() -> bytes:
    """The document as a word processor saves it: every marker is a list's, the pillars are numbered headings."""
    title, signed, opening, _, first, a, b, second, _, bullet, last, article, effect = PARAGRAPHS
    body = [
        paragraph(title, "Title"),
        paragraph(signed),
        paragraph(opening),
        paragraph("Border posts", "Pillar"),
        paragraph(first.removeprefix("1. "), numbered=(1, 0)),
        paragraph(a.removeprefix("(a) "), numbered=(1, 1)),
        paragraph(b.removeprefix("(b) "), numbered=(1, 1)),
        paragraph(second.removeprefix("2. "), numbered=(1, 0)),
        paragraph("Training", "Pillar"),
        paragraph(bullet.removeprefix("• "), numbered=(2, 0)),
        paragraph(last.removeprefix("• "), numbered=(2, 0)),
        paragraph(article.removeprefix("Article 1. "), "Article"),
        paragraph(effect),
    ]
    definitions = [
        definition(10, level(0, "decimal", "%1."), level(1, "lowerLetter", "(%2)")),
        definition(11, level(0, "bullet", "\uf0b7")),
        definition(12, level(0, "upperRoman", "Pillar %1:")),
        definition(13, level(0, "decimal", "Article %1.", '<w:pStyle w:val="Article"/>')),
    ]
    lists = [listed(1, 10), listed(2, 11), listed(3, 12), listed(4, 13)]
    styles = [
        '<w:style w:styleId="Heading"><w:name w:val="heading"/></w:style>',
        *(
            f'<w:style w:styleId="{name}"><w:name w:val="{name}"/><w:basedOn w:val="Heading"/>'
            f'<w:pPr><w:numPr><w:numId w:val="{number}"/></w:numPr></w:pPr></w:style>'
            for name, number in (("Pillar", 3), ("Article", 4))
        ),
    ]
    return word("".join(body), {"numbering": "".join(definitions + lists), "styles": "".join(styles)})


def pdf(pages: Sequence[bytes], kids: bytes | None = None) -> bytes:
    """A PDF of pages by their content streams, in Helvetica as `/F1` and its bold as `/F2`."""
    font = b"<</Type/Font/Subtype/Type1/BaseFont/%s/Encoding/WinAnsiEncoding>>"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", font % b"Helvetica", font % b"Helvetica-Bold"]
    refs = []
    for content in pages:
        number = len(objects) + 1
        refs.append(b"%d 0 R" % number)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
            b"/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>>>" % (number + 1)
        )
        objects.append(content if content.startswith(b"<<") else stream(content))
    objects[1] = b"<</Type/Pages/Count %d/Kids %s>>" % (len(pages), kids or b"[%s]" % b" ".join(refs))
    return assemble(objects)


def stream(content: bytes, filters: bytes = b"") -> bytes:
    """A stream object."""
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), filters, content)


def assemble(objects: Iterable[bytes]) -> bytes:
    """A PDF file of numbered objects, with its table of where they are."""
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, table)
    return bytes(out)


def line(x: float, y: float, text: str, size: float = 11, bold: bool = False) -> bytes:
    """The operators that draw a line of text."""
    shown = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT /F%d %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET\n" % (1 + bold, size, x, y, shown)


def pdf_document() -> bytes:
    """The document on three pages, each with a running head and its number, in lines of ten words at most."""
    pages, height = [], 780.0
    content = b""
    for place, text in enumerate(PARAGRAPHS):
        if place in (5, 9):
            pages.append(content)
            content, height = b"", 780.0
        inset = 30 if text.startswith(("(", "•")) else 0
        for piece in textwrap.wrap(text, 72):
            content += line(70 + inset, height, piece, bold=text.startswith("Pillar"))
            height -= 13.2
        height -= 7
    pages.append(content)
    furniture = [line(70, 810, "Plan of the two Governments", 9) + line(290, 40, str(n), 9) for n in (1, 2, 3)]
    return pdf([head + body for head, body in zip(furniture, pages, strict=True)])
