"""The edition in force on the day of the act decides, whatever has become of its file since."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from alongside.journal.models import Entry
from alongside.people.authority import NotTheirs
from alongside.people.models import Board
from alongside.rulebook.actions import adopt_edition, entrust_code
from alongside.rulebook.files import shelf
from alongside.rulebook.models import Adoption, EditionFile
from alongside.rulebook.queries import all_editions, code_ids, editions_in_force, standing_of
from alongside.rulebook.refusals import NotPossible
from canon.act import UnknownCode
from tests.alongside.rulebook.keeping import (
    JUNIPER_FILE,
    TODAY,
    a_pdf,
    adopt_juniper,
    board_keeping,
    juniper_file,
    load_juniper,
    staff_of,
)
from tests.clauses import clause

BEGINS = date(2024, 3, 4)


@pytest.fixture
def a_file_of_our_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Juniper's code file where a test may change it."""
    copy = tmp_path / "juniper-jpss.toml"
    shutil.copy(JUNIPER_FILE, copy)
    monkeypatch.setenv("ALONGSIDE_MORE_CODES", str(copy))
    yield copy


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.django_db
def test_a_sixth_code_is_one_file_named_by_its_path() -> None:
    assert code_ids()[-1] == "juniper"


@pytest.mark.django_db
def test_where_a_board_adopted_nothing_the_file_stands_in_and_says_so() -> None:
    standing = standing_of("juniper", TODAY)

    assert not standing.is_adopted
    assert standing.edition.id == "juniper"


@pytest.mark.django_db
def test_a_code_nobody_wrote_down_is_unknown_with_the_nearest_named() -> None:
    with pytest.raises(UnknownCode) as problem:
        editions_in_force(["junipr"], TODAY)

    assert problem.value.nearest == ("juniper",)


def test_an_adopted_edition_holds_from_its_day_on(juniper: Board) -> None:
    adopt_juniper(juniper, from_day=date(2025, 6, 1))

    assert not standing_of("juniper", date(2025, 5, 31)).is_adopted
    assert standing_of("juniper", date(2025, 6, 1)).is_adopted


def test_a_changed_file_changes_nothing_that_was_adopted(juniper: Board, a_file_of_our_own: Path) -> None:
    adopted = adopt_juniper(juniper).edition.digest
    rewrite(a_file_of_our_own, "2024 standards", "a careless change")

    assert standing_of("juniper", TODAY).edition.digest == adopted
    assert standing_of("juniper", TODAY).edition.name == "2024 standards"


def test_an_edition_outlives_its_file(juniper: Board, a_file_of_our_own: Path) -> None:
    adopt_juniper(juniper)
    a_file_of_our_own.unlink()

    assert "juniper" in code_ids()
    assert standing_of("juniper", TODAY).edition.name == "2024 standards"
    assert "juniper" in {edition.id for edition in all_editions(TODAY)}


@pytest.mark.django_db
@pytest.mark.parametrize("harm", [b"[[[[", b"\xff\xfe\x00", b"x = " + b"[" * 5000, b"[code]\nid = 3\n", b""])
def test_a_broken_file_leaves_what_was_read_of_it_before(a_file_of_our_own: Path, harm: bytes) -> None:
    before = standing_of("juniper", TODAY).edition
    a_file_of_our_own.write_bytes(harm)

    assert standing_of("juniper", TODAY).edition is before
    assert [fault.path for fault in shelf().faults] == ["juniper-jpss.toml"] * len(shelf().faults)
    assert shelf().faults


@pytest.mark.django_db
def test_a_mended_file_is_read_again(a_file_of_our_own: Path) -> None:
    standing_of("juniper", TODAY)
    rewrite(a_file_of_our_own, "2024 standards", "2024 standards, mended")

    assert standing_of("juniper", TODAY).edition.name == "2024 standards, mended"


@clause("nm.preface.1")
def test_the_same_form_sent_twice_adopts_once(juniper: Board) -> None:
    first, second = adopt_juniper(juniper), adopt_juniper(juniper)

    assert first.pk == second.pk
    assert Adoption.objects.count() == EditionFile.objects.count() == 1
    assert Entry.objects.filter(kind="edition.adopted").count() == 1


def test_a_stale_form_adopts_nothing(juniper: Board) -> None:
    adopt_juniper(juniper)

    with pytest.raises(NotPossible) as refused:
        adopt_juniper(juniper, from_day=date(2027, 1, 1))

    assert refused.value.code == "stale-form"
    assert Adoption.objects.count() == 1


def test_nothing_is_adopted_with_a_document_that_is_not_the_codes(juniper: Board) -> None:
    with pytest.raises(NotPossible) as refused:
        adopt(juniper, load_juniper(juniper, data=a_pdf("Rules of the swimming pool. No diving.")).pk)

    assert refused.value.code == "document-is-another"
    assert not Adoption.objects.exists()


def test_nothing_is_adopted_while_a_sentence_is_unaccounted_for(juniper: Board) -> None:
    from tests.alongside.rulebook.keeping import JUNIPER_TEXT

    more = JUNIPER_TEXT + b"\n\nNobody may wear green on a Thursday.\n"

    with pytest.raises(NotPossible) as refused:
        adopt(juniper, load_juniper(juniper, data=more).pk)

    assert refused.value.code == "document-does-not-match"


def test_an_edition_does_not_begin_before_itself(juniper: Board) -> None:
    with pytest.raises(NotPossible) as refused:
        adopt_juniper(juniper, from_day=date(2024, 3, 3))

    assert refused.value.code == "before-the-edition"


def test_a_second_edition_is_never_adopted_for_days_gone_by(juniper: Board, a_file_of_our_own: Path) -> None:
    adopt_juniper(juniper)
    rewrite(a_file_of_our_own, "2024 standards", "2026 standards")

    with pytest.raises(NotPossible) as refused:
        adopt(juniper, load_juniper(juniper).pk, after=1, from_day=date(2026, 11, 18))
    second = adopt(juniper, load_juniper(juniper).pk, after=1, from_day=date(2027, 1, 1))

    assert refused.value.code == "adoption-backdated"
    assert second.number == 2
    assert standing_of("juniper", date(2026, 12, 31)).edition.name == "2024 standards"
    assert standing_of("juniper", date(2027, 1, 1)).edition.name == "2026 standards"


def test_an_edition_with_a_failing_case_is_not_adopted(juniper: Board, a_file_of_our_own: Path) -> None:
    rewrite(a_file_of_our_own, '"40.00 USD"', '"41.00 USD"')

    with pytest.raises(NotPossible) as refused:
        adopt(juniper, load_juniper(juniper).pk)

    assert refused.value.code == "edition-not-clean"


def test_another_boards_staff_adopt_nothing_here(juniper: Board) -> None:
    stranger = staff_of(board_keeping("nm"), "Priya")

    with pytest.raises(NotTheirs):
        adopt_juniper(juniper, stranger)


def test_a_code_is_entrusted_to_one_board(juniper: Board) -> None:
    other = board_keeping("nm")

    assert entrust_code(board=juniper, code="juniper", by=None).board_id == juniper.pk
    with pytest.raises(NotPossible):
        entrust_code(board=other, code="juniper", by=None)
    with pytest.raises(NotTheirs):
        entrust_code(board=juniper, code="ak", by=staff_of(juniper))


def adopt(board: Board, document: int, *, after: int = 0, from_day: date = BEGINS) -> Adoption:
    from alongside.rulebook.models import OfficialDocument

    return adopt_edition(
        board=board,
        code="juniper",
        digest=juniper_file().edition.digest,
        document=OfficialDocument.objects.get(pk=document),
        from_day=from_day,
        after=after,
        by=None,
        on=TODAY,
    )
