"""A saved web page becomes the text that a browser shows of the document on it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.files.conversion import Limits
from loaders.files.html import convert
from loaders.files.sandbox import read_apart
from ontology.errors import BinaryDocumentError, DocumentError, EncodingError
from tests.small_formats import PAGE, PARAGRAPHS


def text(markup: str) -> str:
    """The text of a page."""
    return convert(markup.encode(), "page.html").text


def test_a_saved_page_gives_the_document_and_nothing_else() -> None:
    """Menus, banners, scripts, share links and the footer are left out; every paragraph is there, in order."""
    read = text(PAGE).split("\n\n")
    plain = [re.sub(r"^[•\s]+", "", one.replace("\xa0", " ")) for one in read]
    assert plain == [one.removeprefix("• ") for one in PARAGRAPHS]


def test_what_the_head_says_is_offered_beside_the_text() -> None:
    """Title, publisher, date, language and address are hints, and no part of the text."""
    hints = convert(PAGE.encode(), "page.html").hints
    assert hints.title == "Joint Action Plan | Ministry"
    assert hints.publisher == "Ministry of Government"
    assert hints.issued == "2019-03-06"
    assert hints.language == "en"
    assert hints.source == "https://www.example.gob/plan-2019.html"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<ol><li>a<li>b</ol>", "1. a\n\n2. b"),
        ("<ol start=4><li>a<li value=9>b<li>c</ol>", "4. a\n\n9. b\n\n10. c"),
        ("<ol reversed><li>a<li>b</ol>", "2. a\n\n1. b"),
        ("<ol type=a><li>a<li>b</ol>", "a. a\n\nb. b"),
        ("<ol type=I><li>a<li>b</ol>", "I. a\n\nII. b"),
        ("<ol style='list-style-type: lower-roman'><li>a<li>b</ol>", "i. a\n\nii. b"),
        ("<ol><li type=A>a<li>b</ol>", "A. a\n\n2. b"),
        ("<ul><li>a<li>b</ul>", "• a\n\n• b"),
        ("<ul><li>a<ul><li>b<ul><li>c</ul></ul><li>d</ul>", "• a\n\n   ◦ b\n\n      ▪ c\n\n• d"),
        ("<ol><li>a<ol type=a><li>b</ol><li>c</ol>", "1. a\n\n   a. b\n\n2. c"),
        ("<ol><li><p>a</p><p>b</p><li>c</ol>", "1. a\n\nb\n\n2. c"),
        ("<ul><li>1.1 a<li>1.2 b</ul>", "1.1 a\n\n1.2 b"),
        ("<ol><li>(a) a<li>(b) b</ol>", "(a) a\n\n(b) b"),
        ("<ol><li>1.5 million were seized<li>more</ol>", "1. 1.5 million were seized\n\n2. more"),
        ("<ul><li>A. Smith spoke</ul>", "• A. Smith spoke"),
        ("<ul style='list-style: none'><li>a</ul>", "a"),
        ("<ol><li><li>b</ol>", "2. b"),
    ],
)
def test_list_items_carry_what_a_browser_prints_before_them(markup: str, expected: str) -> None:
    """Start, value, type and style count; items that bring their own markers get no other."""
    assert text(markup) == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>a\n  b\t c</p>", "a b c"),
        ("<p>a<br>b<br/>c", "a\nb\nc"),
        ("<p>a<br><br>b", "a\n\nb"),
        ("a<div>b</div>c", "a\n\nb\n\nc"),
        ("<p>a<p>b</p></p>c", "a\n\nb\n\nc"),
        ("<b>a</b> <i>b</i><span>c</span>", "a bc"),
        ("<h1>Plan</h1>text", "Plan\n\ntext"),
        ("<pre>a  b\n  c</pre>", "a  b\nc"),
        ("<p>M&eacute;xico &amp; EE. UU. &#150; &#x201c;a&#148;", "México & EE. UU. – “a”"),
        ("<p>he said <q>yes</q>.", "he said “yes”."),
        ("<p>co&shy;operate", "co\u00adoperate"),
        ("<dl><dt>a<dd>b<dt>c<dd>d</dl>", "a\n\nb\n\nc\n\nd"),
        ("<p>a&#1;b", "ab"),
        ("<p>a\x02b", "a\ufffdb"),
    ],
)
def test_blocks_stand_apart_and_blanks_are_folded(markup: str, expected: str) -> None:
    """Blanks count as a browser counts them; entities, those of Windows-1252 too, are the characters they stand for."""
    assert text(markup) == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("the Treaty<sup><a href=#n>1</a></sup> of 1978", "the Treaty of 1978"),
        ("the Treaty<sup>12</sup> of 1978", "the Treaty of 1978"),
        ("the Treaty<sup>[3]</sup> of 1978", "the Treaty of 1978"),
        ("80 km<sup>2</sup>", "80 km²"),
        ("the 4<sup>th</sup> meeting", "the 4th meeting"),
        ("CO<sub>2</sub>", "CO2"),
    ],
)
def test_the_number_of_a_note_is_not_glued_to_the_word_before_it(markup: str, expected: str) -> None:
    """Raised digits are a power after a unit and a note's number elsewhere; raised letters are letters."""
    assert text(f"<p>{markup}</p>") == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<table><tr><th>Year<th>Seized<tr><td>2008<td>12,035 ha</table>", "Year\tSeized\n\n2008\t12,035 ha"),
        ("<table><tbody><tr><td>1.1<td>Train<br>officers<td></table>", "1.1\tTrain officers"),
        ("<table><tr><td><p>a<p>b<td>c</table>", "a\n\nb\n\nc"),
        ("<table><tr><td><table><tr><td>a<td>b</table><td><p>c<p>d</table>", "a\tb\n\nc\n\nd"),
        ("<table><caption>Seizures</caption><tr><td>a<td>b</table>", "Seizures\n\na\tb"),
    ],
)
def test_tables_are_set_row_by_row(markup: str, expected: str) -> None:
    """Cells of a row stand in one line; where a table only arranges the page, what lies in it stands in turn."""
    assert text(markup) == expected


OLD_PAGE = """\
<HTML><HEAD><TITLE>Joint Strategy</TITLE></HEAD>
<BODY BGCOLOR="#FFFFFF"><A NAME="top">
<TABLE WIDTH=100% BORDER=0><TR><TD VALIGN=TOP WIDTH=140><FONT SIZE=1>
<A HREF="/index.html">Home</A><BR><A HREF="/press.html">Press</A><BR><A HREF="/contact.html">Contact Us</A></FONT>
</TD><TD VALIGN=TOP><CENTER><IMG SRC="seal.gif" ALT="Seal"><BR>
<FONT SIZE=+2><B>JOINT STRATEGY ON BORDER SECURITY</B></FONT><BR>
Released by the Office of Border Affairs<BR>Washington, DC, February 6, 1998</CENTER>
<HR>
<P><B>Introduction</B>
<P>The Governments of Colombia and Ecuador will review this
plan once a year.<A HREF="#n1"><SUP>1</SUP></A>
<P><FONT FACE=Arial><B>Alliance Point 1:</B> Reduce the demand for illicit drugs.</FONT>
<P><B>Objectives</B>
<BLOCKQUOTE>1.1&nbsp;&nbsp; Promote research.<P>1.2&nbsp;&nbsp; Train 20 officers &#150; each year.</BLOCKQUOTE>
<P>The Governments will:
<UL><LI>exchange information, and<LI>hold a meeting.</UL>
<DL><DT>Chemical control<DD>The parties will control precursors.</DL>
<P><A HREF="#top">Back to Top</A>
<HR><FONT SIZE=1>[<A HREF="/">Home</A>] [<A HREF="/a">Index</A>] [<A HREF="/b">Search</A>]</FONT>
</TD></TR></TABLE></BODY></HTML>
"""

WORD_PAGE = """\
<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {margin:0cm;} --></style></head>
<body lang=EN-US><div class=WordSection1>
<p class=MsoTitle align=center><b>JOINT PLAN</b><o:p></o:p></p>
<p class=MsoToc1><a href="#_Toc1">Introduction<span style='mso-tab-count:1 dotted'>. </span>1</a></p>
<p class=MsoNormal>The Governments of Colombia and Ecuador<span class=MsoFootnoteReference><a
href="#_ftn1"><span style='vertical-align:super'>[1]</span></a></span> adopt
this plan.</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span>1.<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span><![endif]>The parties will open two posts.</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span>2.<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span><![endif]>The parties will staff them.</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span
style='font-family:Symbol'>·<span>&nbsp;&nbsp;&nbsp; </span></span><![endif]>Train officers.</p>
<table class=MsoTableGrid border=1><tr><td><p class=MsoNormal>Year</p></td><td><p>Seized</p></td></tr></table>
<div style='mso-element:footnote-list'><hr><div style='mso-element:footnote' id=ftn1>
<p class=MsoFootnoteText><a href="#_ftnref1">[1]</a> A note.</p></div></div>
</div></body></html>
"""


def test_a_page_of_the_nineties_is_read() -> None:
    """One table lays out menu and text, tags are in capitals and left open, and dashes are those of Windows-1252."""
    assert text(OLD_PAGE).split("\n\n") == [
        "JOINT STRATEGY ON BORDER SECURITY\nReleased by the Office of Border Affairs\nWashington, DC, February 6, 1998",
        "Introduction",
        "The Governments of Colombia and Ecuador will review this plan once a year.",
        "Alliance Point 1: Reduce the demand for illicit drugs.",
        "Objectives",
        "1.1\xa0\xa0 Promote research.",
        "1.2\xa0\xa0 Train 20 officers – each year.",
        "The Governments will:",
        "• exchange information, and",
        "• hold a meeting.",
        "Chemical control",
        "The parties will control precursors.",
        "Back to Top",
        "[Home] [Index] [Search]",
    ]


def test_a_page_that_word_saved_is_read() -> None:
    """Its lists are paragraphs with the numbers in them, its contents are left out, its notes stand at the end."""
    folded = [" ".join(one.split()) for one in text(WORD_PAGE).split("\n\n")]
    assert folded == [
        "JOINT PLAN",
        "The Governments of Colombia and Ecuador adopt this plan.",
        "1. The parties will open two posts.",
        "2. The parties will staff them.",
        "· Train officers.",
        "Year Seized",
        "[1] A note.",
    ]


@pytest.mark.parametrize(
    "data",
    [
        "<p>Procuraduría".encode(),
        "\ufeff<p>Procuraduría".encode(),
        "<p>Procuraduría".encode("utf-16"),
        "<meta charset=iso-8859-1><p>Procuraduría".encode(),
        "<meta charset='ISO-8859-1'><p>Procuraduría".encode("latin-1"),
        "<meta http-equiv=Content-Type content='text/html; charset=windows-1252'><p>Procuraduría".encode("cp1252"),
        "<?xml version='1.0' encoding='iso-8859-15'?><p>Procuraduría".encode("iso-8859-15"),
        "<meta charset=macintosh><p>Procuraduría".encode("mac-roman"),
        "<meta charset=utf-8><p>Procuraduría de la nación".encode("cp1252"),
        "<meta charset=unicode_escape><p>Procuraduría".encode("cp1252"),
    ],
)
def test_the_encoding_is_what_the_bytes_and_the_page_agree_on(data: bytes) -> None:
    """UTF-8 where the bytes are that, whatever the page declares; else what it declares; else a western text."""
    assert convert(data, "page.html").text.startswith("Procuraduría")


def test_a_page_in_an_unknown_encoding_is_refused() -> None:
    """Nothing is guessed that is not western."""
    with pytest.raises(EncodingError):
        convert("<p>Правительства договорились".encode("koi8-r"), "page.html")


def test_a_declared_encoding_is_used_beyond_the_western_ones() -> None:
    """A page that says how it is written is believed."""
    page = "<meta charset=koi8-r><p>Правительства договорились"
    assert convert(page.encode("koi8-r"), "page.html").text == "Правительства договорились"


def test_a_file_of_another_kind_is_refused() -> None:
    """A PDF under the name of a page is said to be one."""
    with pytest.raises(BinaryDocumentError, match="found a PDF file, expected a web page"):
        convert(b"%PDF-1.7", "page.html")


tags = st.sampled_from("p div ul ol li table tr td a b h2 main nav sup br pre span article form q".split())
soup = st.lists(
    st.one_of(
        st.builds("<{}>".format, tags),
        st.builds("</{}>".format, tags),
        st.sampled_from(["alpha ", "beta\n", "7 ", "&amp;", "<", "<!-- x -->", "<a href=#x>", "<p hidden>", "</"]),
    ),
    max_size=60,
)


@given(soup)
def test_any_soup_of_tags_becomes_text(pieces: list[str]) -> None:
    """Tags open, crossed or unknown: there is a text, its lines are not blank at their ends, and no word is made up."""
    read = text("".join(pieces))
    assert not re.search(r"\n{3}|[ \t]\n|^\s|\s$", read)
    assert set(re.findall(r"[a-z]{3,}", read)) <= {"alpha", "beta"}


@given(soup)
def test_text_outside_of_chrome_is_never_lost(pieces: list[str]) -> None:
    """Without menus, forms, hidden parts and links every word stands in the text, in order."""
    kept = [one for one in pieces if not re.search(r"nav|form|hidden|<a|</a|sup|<$|</$|article|main", one)]
    words = re.findall(r"alpha|beta", "".join(kept))
    assert re.findall(r"alpha|beta", text("".join(kept))) == words


def test_a_page_of_tags_without_end_is_refused_or_read() -> None:
    """What lies deeper than any page becomes a neighbour; more elements than any document has are refused."""
    assert text("<div>" * 3000 + "Plan") == "Plan"
    assert text("<ul><li>" * 1500 + "Plan").strip("•◦▪ ") == "Plan"
    with pytest.raises(DocumentError, match="more than 200000 elements"):
        text("<b>" * 200_001)


@pytest.mark.slow
@pytest.mark.parametrize(
    "data",
    [
        b"<div>" * 150_000,
        b"<p " + b" ".join(b"a%d=1" % n for n in range(300_000)) + b">Plan",
        b"<" * 2_000_000,
        b"<!--" * 1_000_000,
        b"<title>" * 300_000,
        b"&amp" * 1_000_000,
    ],
    ids=["elements", "attributes", "signs", "comments", "titles", "entities"],
)
def test_a_page_that_is_made_to_be_slow_is_read_or_refused_in_one_line(tmp_path: Path, data: bytes) -> None:
    """Some of these take the square of their length in one Python and not in the next; none takes more than it may."""
    path = tmp_path / "slow.html"
    path.write_bytes(data)
    try:
        told = read_apart(path, "loaders.files.html:convert", Limits(seconds=2)).text
    except DocumentError as error:
        told = error.reason
    assert told
    assert "\n" not in told
