"""Names of those who came, found in words that others read."""

import pytest

from alongside.groups.names import names_in


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Rosa spoke first.", ["Rosa"]),
        ("ROSA spoke first.", ["Rosa"]),
        ("Rosario spoke first.", []),
        ("We all hope for rain.", []),
        ("Hope brought bread.", ["Hope"]),
        ("Opal sang.", ["Miss Opal"]),
        ("We missed the bus. Miss that.", []),
        ("Chosen by José-Luis, together.", ["José-Luis"]),
        ("A (c++) name.*", []),
    ],
)
def test_a_name_is_found_as_it_is_written_and_not_inside_other_words(words: str, found: list[str]) -> None:
    assert names_in(words, ["Rosa", "Hope", "Miss Opal", "José-Luis", "(d++", ""]) == found
