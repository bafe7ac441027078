"""Views: running text in which every character knows its place in the source."""

from hypothesis import given
from hypothesis import strategies as st

from loaders.names.prepare import divided
from loaders.words.view import fold_spans

TEXTS = st.text(alphabet=st.sampled_from("ab-Z9 .\n\r\t\u00ad\ufeff\u00a0"), max_size=60)


@given(TEXTS)
def test_every_character_of_a_view_maps_back_to_itself_or_to_white_space(source: str) -> None:
    """A character comes from its own place; a blank comes from the end of the word before it."""
    view = fold_spans(source, [(0, len(source))])
    assert len(view.text) == len(view.src)
    for char, place in zip(view.text, view.src, strict=True):
        assert char in (source[place], " ")
    assert list(view.src) == sorted(view.src)


@given(TEXTS)
def test_a_view_holds_every_visible_character(source: str) -> None:
    """Folding drops white space and invisible marks, and nothing else."""
    view = fold_spans(source, [(0, len(source))])
    assert "".join(view.text.split()) == "".join(source.replace("\u00ad", "").replace("\ufeff", "").split())


def test_a_hyphen_at_a_line_end_is_kept_unless_the_joined_word_is_known() -> None:
    """Only a word that stands elsewhere unbroken shows that the hyphen was the typesetter's."""
    source = "anti-\ndrug co-\noperation"
    assert fold_spans(source, [(0, len(source))]).text == "anti-drug co-operation"
    assert fold_spans(source, [(0, len(source))], {"co-operation"}.__contains__).text == "anti-drug cooperation"


def test_a_span_of_a_view_covers_the_source_that_it_was_folded_from() -> None:
    """The range of the source begins and ends with the characters of the view's range."""
    source = "the  two\n  parties"
    view = fold_spans(source, [(0, len(source))])
    start, end = view.span(4, len(view.text))
    assert (view.text, source[start:end]) == ("the two parties", "two\n  parties")


def test_pieces_of_a_source_are_joined_by_a_blank() -> None:
    """What lies between two pieces is left out."""
    source = "combat [page 3] crime"
    assert fold_spans(source, [(0, 6), (16, 21)]).text == "combat crime"


def test_a_word_that_the_text_does_not_hold_unbroken_may_be_known_from_elsewhere() -> None:
    """Unless both of its halves can stand alone: then the hyphen may be the author's."""
    known = divided("the police arrested nine", {"cocaine", "counterterrorism", "terrorism"})
    assert known("co-caine")
    assert known("arres-ted")
    assert not known("counter-terrorism")
    assert not known("pol-icy")
