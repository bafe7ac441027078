"""The ontology's files are found by name, wherever the package is installed."""

from __future__ import annotations

import pytest

from ontology.files import NAMES, read_text


@pytest.mark.parametrize("name", NAMES)
def test_every_file_is_part_of_the_package(name: str) -> None:
    """Each file is there, and holds text of ours."""
    assert "https://w3id.org/comity/" in read_text(name)


def test_a_file_that_is_not_ours_is_refused() -> None:
    """The error lists the names that there are; a path out of the package is just another wrong name."""
    with pytest.raises(
        ValueError, match=r"found the file name '\.\./LICENSE', expected one of comity\.ttl, shapes\.ttl"
    ):
        read_text("../LICENSE")
