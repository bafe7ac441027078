"""Layouts of official texts: numbers on lines of their own, footnotes, lines with a key, columns, nested lists."""

from loaders.pages.outline import outline
from loaders.pages.provisions import Node, Outline
from tests.readings import library


def parse(text: str) -> Outline:
    """The outline of a text."""
    return outline(text, library().lexicon)


def parents(text: str) -> list[tuple[str | None, str | None]]:
    """The number of each provision and that of the one above it."""
    return [(node.number, node.parent.number if node.parent else None) for node in parse(text).nodes()]


def texts(text: str) -> list[str]:
    """The text of each provision, in pieces as they stand."""
    return [" ".join(text[slice(*piece)] for piece in node.pieces) for node in parse(text).nodes()]


def blocks(text: str) -> list[str]:
    """The text of each block, in pieces as they stand."""
    return [" ".join(text[slice(*span)] for span in block.spans) for block in parse(text).blocks]


def column_of(node: Node, found: Outline) -> list[str]:
    """What the lines below a provision tell of it."""
    return [block.column for block in found.blocks if block.node is node and block.kind == "paragraph"]


def test_a_running_head_is_told_by_what_goes_on_below_it() -> None:
    """Printed once, between a page number and the next item of a list, or the rest of a sentence."""
    page = "\n\n                        1\n\fTRADE PAPERS\n\n"
    items = f"Note\n\n1. They pay.\n{page}2. They meet.\n"
    assert parents(items) == [("1", None), ("2", None)]
    assert texts(f"Note\n\n1. They pay what{page}is due.\n\n2. They meet.\n") == ["They pay what is due.", "They meet."]
    owed = texts(f"Note\n\n1. They pay what they owe to the{page}Treasury.\n\n2. They meet.\n")
    assert owed == ["They pay what they owe to the Treasury.", "They meet."]
    begun = parents(f"Note\n\n1. They agree to:{page}(a) pay;\n(b) meet.\n\n2. They write.\n")
    assert begun == [("1", None), ("a", "1"), ("b", "1"), ("2", None)]
    assert "TRADE PAPERS" in blocks(f"Note\n\n1. They pay.{page}They meet.\n")


def test_a_paragraph_runs_over_to_the_next_page() -> None:
    """Where its last line is full and does not end, whatever letter the next page begins with."""
    first = "1. The border police of both countries will meet each year with the\n"
    item = f"Note\n\n{first}   officers of the Customs Service and the commanders of the National\n\n2\n\n"
    assert texts(f"{item}   Guard.\n\n2. They write.\n")[0].endswith("the National Guard.")


def test_a_long_sentence_below_a_label_is_its_text_and_no_title() -> None:
    """Although its first line, which does not end it, is as short as a title."""
    first = "Article 1\nEach of the two pays what it owes\nto the other, and does so before each year\nends, in full.\n"
    kinds = [block.kind for block in parse(f"Treaty\n\n{first}\nArticle 2\nCosts\n").blocks if block.node]
    assert kinds == ["provision", "title"]


def test_paragraphs_set_one_behind_the_other_may_be_broken_at_any_word() -> None:
    """Their lines are as long as those of the text, although what stands on them of one paragraph is not."""
    text = (
        "Memorandum\n\nClause 1. Bodies. (1) The Federal Office of Police of\nSwitzerland meets once a year. (2) The"
        " Secretariat of the\nBoard writes.\n\nClause 2. Costs. (1) Each pays. (2) Its\nTreasury may lend.\n"
    )
    assert texts(text)[2] == "The Secretariat of the Board writes."


def test_the_letter_o_is_a_bullet_where_lines_begin_anew() -> None:
    """Whatever letter follows it; in the middle of a Spanish sentence it is a word."""
    assert len(texts("Note\n\nBoth will:\no train the police;\no write to the Board.\n")) == 2
    assert not texts(
        "Nota\n\nLas partes podrán pedir documentos o informes, actas\no cartas, y con ellos copias\no fotos.\n"
    )


def test_a_tab_after_a_number_parts_no_columns() -> None:
    """Headings one below the other, as word processors set them."""
    text = "Report\n\nI.\tMANDATE\n\nThey meet.\n\nII.\tWORK\n\nA.\tMeetings\n\nThey met.\n\nB.\tTraining\n\nNone.\n"
    assert parents(text) == [("I", None), ("II", None), ("A", "II"), ("B", "II")]


def test_a_number_alone_on_its_line_belongs_to_the_title_or_text_below() -> None:
    """Whether or not a blank line stands between; with a point, a bracket, or nothing."""
    text = "Memorandum\n\n1\n\nPurpose\n\nThey meet.\n\n2\n\nMeans\n\nThey will:\n\n(a) write;\n(b) call.\n"
    assert parents(text) == [("1", None), ("2", None), ("a", "2"), ("b", "2")]
    assert parents("Note\n\nI.\nTHE THREAT\n\nIt grows.\n\nII.\nMEANS\n\n1. They pay.\n2. They meet.\n")[2:] == [
        ("1", "II"),
        ("2", "II"),
    ]


def test_page_numbers_are_no_numbers_of_titles() -> None:
    """What stands below them is no title, or they do not begin with 1."""
    text = "They met in Oslo and spoke of the fish in the\n\n1\n\nNorth Sea, of which much is left.\n\n2\n\nThey ate.\n"
    assert parents(text) == []
    assert parents("They met.\n\n14\n\nPurpose\n\nThey spoke.\n\n15\n\nMeans\n\nThey paid.\n") == []


def test_a_section_sign_opens_an_article() -> None:
    """As in texts from Vienna and Budapest."""
    assert parents("Treaty\n\n§ 1\nScope\n\nIt holds.\n\n§ 2 Costs\n\n(1) They pay.\n(2) They do.\n") == [
        ("1", None),
        ("2", None),
        ("1", "2"),
        ("2", "2"),
    ]


def test_numbers_of_four_parts_nest() -> None:
    """With or without blank lines between them."""
    text = "1. Guns\n\n1.1 Go.\n1.1.1 Buy.\n1.1.1.1 Ask.\n1.1.1.2 Pay.\n1.1.2 Learn.\n1.2 End.\n2. Drugs\n"
    assert parents(text)[3:6] == [("1.1.1.1", "1.1.1"), ("1.1.1.2", "1.1.1"), ("1.1.2", "1.1")]


def test_lists_below_numbered_titles_may_be_numbered_alike() -> None:
    """The list that is open where a title comes is not the one that it goes on with; nor is one set further right."""
    text = "1. Ports\n\n1. Scan all ships.\n2. Train men.\n\n2. Jails\n\n1. Build one.\n2. Vet guards.\n\n3. End\n"
    assert parents(text) == [
        *[("1", None), ("1", "1"), ("2", "1")],
        *[("2", None), ("1", "2"), ("2", "2"), ("3", None)],
    ]
    text = "They will:\n\n1. Build.\n   1. Choose a site.\n   2. Begin.\n2. Vet the guards.\n"
    assert parents(text) == [("1", None), ("1", "1"), ("2", "1"), ("2", None)]


def test_a_letter_may_follow_the_number_of_a_label() -> None:
    """As in "Initiative 2-A", below the priority whose number it extends."""
    text = "Priority 1: Guns\n\nInitiative 1-A: Trace\n\nInitiative 1-B: Melt\n\nPriority 2: Cash\n"
    assert parents(text) == [("1", None), ("1-A", "1"), ("1-B", "1"), ("2", None)]


def test_footnotes_are_no_provisions_and_part_no_paragraph() -> None:
    """A sign that stands in the text opens a note, and so does a number right below a rule."""
    text = (
        "1. The Group met.[1]\n\n2. Turkey asked for shorter delays and\n\n______________\n[1] A list is kept.\n"
        "[2] As of March.\n\n                    2\n\nfewer forms.[2]\n\n3. All agreed.\n"
    )
    assert [number for number, _ in parents(text)] == ["1", "2", "3"]
    assert texts(text)[1] == "Turkey asked for shorter delays and fewer forms.[2]"
    assert parents("They met.1\n\n__________\n1 A list is kept.\n2 In Oslo.\n") == []


def test_lines_with_a_key_tell_of_the_provision_above() -> None:
    """Where more than one line opens so; the text of the provision ends before them."""
    text = "A1 - Guns\nLead: Belize Customs\nStatus: late\nA2 - Boats\nLead: both\nStatus: done\n"
    found = parse(text)
    assert texts(text) == ["Guns", "Boats"]
    assert column_of(found.nodes()[0], found) == ["Lead", "Status"]


def test_the_title_of_an_annex_may_stand_below_a_blank_line() -> None:
    """It is the text of the annex."""
    text = "ANNEX A\n\nMEMBERS\n\n1. Two judges.\n\n2. Three men.\n\nANNEX B\n\nCOSTS\n\n1. They pay.\n\n2. They do.\n"
    assert texts(text)[0::3] == ["MEMBERS", "COSTS"]


def test_what_is_signed_follows_the_last_article_without_a_blank_line() -> None:
    """The formula of signature is no part of it."""
    pays = "Each side pays for what its ships do in the waters of the other in the course of every year."
    text = f"Article 1. Object\n{pays}\nArticle 2. Costs\n{pays}\nSigned at Oslo in 2001.\n"
    assert texts(text)[1] == pays


def test_a_question_is_a_title_whose_answer_holds_lists() -> None:
    """As sheets of facts have them."""
    text = "1. What is it?\n\nA plan.\n\n2. What was done?\n\nSince 2012:\n• 140 men were trained;\n• all went home.\n"
    assert parents(text)[2:] == [(None, "2"), (None, "2")]


def test_labels_may_say_that_they_are_numbered() -> None:
    """As in "Priority #1" and "Objective Number One"."""
    assert parents("Priority #1: Guns\n\nTrace them.\n\nPriority #2: Cash\n\nFollow it.\n") == [
        ("1", None),
        ("2", None),
    ]
    text = "OBJECTIVE NUMBER ONE: Guns\n\nTrace them.\n\nOBJECTIVE NUMBER TWO: Cash\n\nFollow it.\n"
    assert parents(text) == [("1", None), ("2", None)]


def test_signatures_in_three_columns_are_read_one_after_the_other() -> None:
    """Each line below the party that is signed for."""
    text = (
        "For Kenya                 For Uganda                For Sudan\n\n"
        "____________              ____________              ____________\n"
        "Peter Lokuruka            Grace Odong               James Wani\n"
    )
    assert [block for block in blocks(text) if "_" not in block] == [
        *["For Kenya", "Peter Lokuruka"],
        *["For Uganda", "Grace Odong"],
        *["For Sudan", "James Wani"],
    ]


def test_lists_below_a_heading_within_a_numbered_section_are_part_of_it() -> None:
    """And the sections go on after them."""
    text = (
        "Report\n\nI. PRESENT\n\nDelegation of Croatia:\n1. Ivan Horvat, Director\n2. Ana Horvat, Adviser\n\n"
        "Delegation of Bosnia:\n1. Edin Savic, Director\n2. Mirjana Savic, Adviser\n\n"
        "II. DECISIONS\n\n1. They meet.\n2. They pay.\n\nIII. END\n\nIn Zagreb.\n"
    )
    assert parents(text) == [
        ("I", None),
        *[("1", "I"), ("2", "I")] * 2,
        *[("II", None), ("1", "II"), ("2", "II"), ("III", None)],
    ]


def test_what_follows_an_item_without_a_blank_line_is_told_by_its_place_or_by_the_lines_of_the_text() -> None:
    """Further left than the item goes on, or in a text of which each paragraph is one line."""
    head = "They agreed on this:\n- radar data, which both\n  will share from July;\n"
    text = f"{head}- patrols, paid for by\n  both.\nAll ate.\n"
    assert texts(text)[1] == "patrols, paid for by both."
    one = "that the Ministers of both countries spoke of at length in Uzhhorod and found to be of use to all."
    lines = ["Statement", f"They said {one}", f"1. One thing is {one}", f"2. Another is {one}", f"They closed {one}"]
    assert texts("\n".join(lines) + "\n") == [f"One thing is {one}", f"Another is {one}"]


def test_a_letter_that_quotes_another_states_its_provisions_again() -> None:
    """The number and the words are the same, within the marks of quotation."""
    body = "propose:\n\n1. A vessel of either country may follow another into its sea.\n\n2. Each pays its own costs.\n"
    text = f"Excellency,\n\nI {body}\nTallinn, 3 March 1999\n\nExcellency,\n\nYour letter reads:\n\n“I {body}”\n"
    found = parse(text)
    assert [(node.number, len(node.restated)) for node in found.nodes()] == [("1", 1), ("2", 1)]
    other = text.replace("each Party", "no Party", 1).replace("1. A vessel of either", "1. No vessel of a third", 1)
    assert [node.number for node in parse(other).nodes()] == ["1", "2", "1", "2"]


def test_what_follows_the_signature_counts_anew() -> None:
    """So does what says nothing of what was said under the same number."""
    treaty = "Treaty\n\nArticle 1\nEach Party readmits its nationals.\n\nArticle 2\n(1) They ask.\n(2) They answer.\n\n"
    protocol = "Protocol\n\nArticle 1\nIts seat is Ljubljana.\n\nArticle 2\n(1) It meets.\n(2) It reports.\n"
    assert len(parents(f"{treaty}Done at Chisinau on 14 June 2001.\n\n{protocol}")) == 8
    assert texts(treaty + protocol).count("Its seat is Ljubljana.") == 1
    assert parents("Pillar 1: Drugs\nPillar 2: Arms\n\nPillar 1: Drugs\n\nPillar 2: Arms\n") == [
        ("1", None),
        ("2", None),
    ]


def test_the_title_of_an_article_may_stand_before_its_text_or_first_paragraph() -> None:
    """A sentence in its place is no title."""
    text = "Treaty\n\nARTICLE 1. TERMS. A sentence is any penalty.\n\nARTICLE 2. COSTS. 1. Each pays.\n2. None lends.\n"
    assert texts(text) == ["A sentence is any penalty.", "COSTS.", "Each pays.", "None lends."]
    assert parents(text)[2:] == [("1", "2"), ("2", "2")]
    assert parents("ARTICULO III.- 1.- Se pedirá por escrito.\n\n2.- Se pagará.\n") == [
        ("III", None),
        ("1", "III"),
        ("2", "III"),
    ]
    assert texts("Article 1. Costs are shared. Each Party pays half.\n") == ["Costs are shared. Each Party pays half."]


def test_signs_of_other_alphabets_are_bullets_where_they_recur() -> None:
    """Ticks and arrows that lost their font."""
    assert texts("Results:\n\nü Crime fell.\nü Trade rose.\n\nPlans:\n\nØ They meet.\nØ 12 boats sail.\n") == [
        "Crime fell.",
        "Trade rose.",
        "They meet.",
        "12 boats sail.",
    ]


def test_ordinals_count_beyond_twelve_with_accents_or_without() -> None:
    """As texts of the nineties in capitals have them; in figures with the letters of their ending."""
    articles = "\n\n".join(
        f"ARTICULO {word}\nSe reunirán."
        for word in ("SEXTO", "SEPTIMO", "DECIMO", "DÉCIMO PRIMERO", "DECIMOSEGUNDO", "VIGÉSIMO TERCERO")
    )
    assert [number for number, _ in parents(articles)] == ["6", "7", "10", "11", "12", "23"]
    assert parents("Artículo 1ro. Objeto\n\nPagan.\n\nArtículo 2do. Plazo\n\nVen.\n") == [("1", None), ("2", None)]
    assert parents("Acuerdan:\n\n1o.- Reunirse cada año.\n\n2o.- Pagar.\n") == [("1", None), ("2", None)]


def test_labels_that_are_set_in_the_middle_are_no_running_heads() -> None:
    """Their number is another each time."""
    titles = enumerate(("SCOPE", "COSTS", "BODIES", "FORCE"), 1)
    text = "".join(f"{'':34}ARTICLE {n}\n{'':36}{title}\n\nIt holds for {n} years.\n\n" for n, title in titles)
    assert parents(f"Treaty\n\n{text}") == [(str(n), None) for n in range(1, 5)]


def test_numbers_go_on_below_a_heading_with_a_number_of_another_form() -> None:
    """Even where a heading stands between two others ("B. …", "B.1 …")."""
    lines = "A. AIMS,1. They met.,2. They spoke.,B. TALKS,B.1 Fish,3. They eat.,C. END,4. They left."
    found = parents("Report\n\n" + lines.replace(",", "\n\n"))
    assert [pair for pair in found if pair[1]] == [("1", "A"), ("2", "A"), ("B.1", "B"), ("3", "B.1"), ("4", "C")]


def test_a_remark_in_brackets_may_end_an_item_and_a_list_may_have_one() -> None:
    """Where lists of its form stand below headings before."""
    first = "Plan\n\nFirst half\n\n1. Open a post. (March)\n\n2. Train agents. (April)\n\n"
    assert parents(f"{first}Second half\n\n1. Count the boats. (August)\n\nThey report.\n") == [
        ("1", None),
        ("2", None),
        ("1", None),
    ]


def test_a_bullet_and_a_tab_open_an_item_and_no_column() -> None:
    """Whatever sign it is."""
    text = "OUTCOME ONE\nSafer streets\n>>\tForty constables\n>>\tA station at Betio, opened by\n\tthe Minister\n"
    assert parents(text) == [("1", None), (None, "1"), (None, "1")]


def test_headings_after_the_last_of_several_labels_without_any_are_outside() -> None:
    """A heading belongs to a label where others of its word had headings within."""
    goals = "Goal 1: Peace\n\n- Meet soon.\n\nGoal 2: Trade\n\n- Open posts.\n\n"
    risks = "Risks\n\n- Money may lack.\n- Rain may fall.\n"
    assert parents(goals + risks)[-1] == (None, None)
    inner = goals.replace("Peace\n\n", "Peace\n\nFirst steps\n\n")
    assert parents(inner + risks)[-1] == (None, "2")


def test_a_number_and_that_of_its_first_paragraph_may_stand_side_by_side() -> None:
    """As instruments of the Commonwealth have them; the heading above is the title of what has no other text."""
    text = "Scope\n\n1.—(1) It holds.\n\n(2) It binds.\n\nWork\n\n2.—(a) They go.\n\n(b) They call.\n\n3. None pays.\n"
    assert parents(text) == [("1", None), ("1", "1"), ("2", "1"), ("2", None), ("a", "2"), ("b", "2"), ("3", None)]
    assert texts(text)[0] == "Scope"


def test_labels_may_stand_in_the_cells_of_a_table_or_before_a_stroke() -> None:
    """A cell that reaches down over rows is stated once."""
    table = "Pillar\tAction\tLead\n\nPillar 1: Law\t1.1 Train judges\tCourt\n\n1.2 Scan files\tPolice\n"
    assert parents(table) == [("1", None), ("1.1", "1"), ("1.2", "1")]
    found = parse(table)
    assert [column_of(node, found) for node in found.nodes()] == [[], ["Lead"], ["Lead"]]
    assert parents("Agenda\n\nPILLAR 1 | TRADE\n\n• Meet.\n\nPILLAR 2 | PEOPLE\n\n• Meet.\n")[::2] == [
        ("1", None),
        ("2", None),
    ]


def test_a_label_that_stands_alone_counts_from_one_whatever_its_word() -> None:
    """Pictures and tables have such numbers too, and are no provisions."""
    text = "Acta\n\nAcuse N° 01\nAbrir un canal.\n\nAcuse N° 02\nReunirse en Boa Vista.\n"
    assert parents(text) == [("01", None), ("02", None)]
    assert parents(text.replace("Acuse", "Mapa")) == []
    assert parents("No. 1\n\nSir,\n\nI write.\n\nNo. 2\n\nSir,\n\nI reply.\n") == []


def test_a_list_goes_on_after_another_that_stood_below_a_paragraph_of_it() -> None:
    """The paragraph belonged to no item, nor does the other list."""
    text = "Note\n\n1. They met.\n\n2. They spoke.\n\nThey agreed:\n\nA. TO WRITE.\n\nB. TO CALL.\n\n3. They left.\n"
    assert parents(text) == [("1", None), ("2", None), ("A", None), ("B", None), ("3", None)]


def test_numbers_may_hold_the_year_a_letter_in_brackets_or_the_spanish_letter() -> None:
    """As decisions of commissions, programmes by sections, and long Spanish lists have them."""
    book = "Book\n\nDecision 1/2001\nThe post opens.\n\nDecision 2/2001\nThey shall:\n(a) meet;\n(b) write.\n"
    assert parents(book) == [("1/2001", None), ("2/2001", None), ("a", "2/2001"), ("b", "2/2001")]
    sections = "Plan\n\nA1. Ships\n\nA1.1 Boats:\n\n   A1.1(a) two by 2015;\n   A1.1(b) ten by 2017.\n\nA2. Cargo\n"
    assert parents(sections)[2:4] == [("A1.1(a)", "A1.1"), ("A1.1(b)", "A1.1")]
    letters = "abcdefghijklmnñop"
    listed = "Acuerdan:\n\n" + "\n\n".join(f"{letter}) pagar;" for letter in letters)
    assert [number for number, _ in parents(listed)] == list(letters)


def test_a_dash_alone_on_its_line_is_a_bullet_where_it_recurs() -> None:
    """As the pages of some PDF files have them; a dash in the cell of a table has one word below it, or none."""
    assert texts("Results\n\n–\n\n   Cases rose by half.\n\n–\n\n   Complaints fell.\n") == [
        "Cases rose by half.",
        "Complaints fell.",
    ]
    assert texts("Cases\n\n–\n\n12\n\n–\n\n14\n") == []


def test_a_list_that_counts_anew_has_a_lead_in_of_its_own() -> None:
    """So links in the foot of a page are none of the provisions above."""
    text = (
        "Plans\n\n1. They will meet.\n\n2. They will pay.\n\nUpdated: 2004-11-02\nNotices\n1. Privacy\n2. Copyright\n"
    )
    assert texts(text) == ["They will meet.", "They will pay."]
