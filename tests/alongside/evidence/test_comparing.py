"""The same paper in two names, or a paper with something changed, is shown to the reviewer as a question: nc.5.1a."""

import pytest
from PIL import Image, ImageDraw

from alongside.accounts.models import User
from alongside.evidence.actions import remove_file, take_in
from alongside.evidence.checking import check
from alongside.evidence.comparing import (
    NEARLY,
    Likeness,
    alike_files,
    nearly_same_pictures,
    same_bytes_elsewhere,
    same_words_elsewhere,
)
from alongside.evidence.models import EvidenceFile
from alongside.evidence.opening import register_opener
from alongside.evidence.pictures import how_different
from alongside.people.models import Board, Practitioner
from alongside.people.viewer import viewer_of
from tests.alongside.evidence.papers import SENTENCE, exif, pdf, photo, saved


def certificate(name: str, *, tall: int = 1100) -> Image.Image:
    """A certificate as a scanner sees it: a frame, a seal, lines of print and a name."""
    page = Image.new("L", (850, 1100), 245)
    draw = ImageDraw.Draw(page)
    draw.rectangle((30, 30, 820, 1070), outline=40, width=12)
    draw.ellipse((600, 800, 780, 980), fill=90)
    draw.rectangle((120, 120, 730, 200), fill=60)
    for row in range(420, 760, 34):
        draw.rectangle((110, row, 300 + (row * 37) % 430, row + 12), fill=110)
    draw.text((200, 290), name, fill=0, font_size=60)
    return page.resize((850 * tall // 1100, tall))


def hand_in(owner: Practitioner, data: bytes, board: Board | None = None, kind: str = "application-id") -> EvidenceFile:
    return take_in(owner=owner, kind=kind, file_name="paper", data=data, by=owner.user, board=board)


@pytest.mark.clause("nc.5.1a")
def test_the_very_same_file_in_two_names_is_found(ana: Practitioner, ben: Practitioner) -> None:
    paper = saved(photo())
    first, second = hand_in(ana, paper), hand_in(ben, paper)
    own = hand_in(ana, paper, kind="application-training")

    assert list(same_bytes_elsewhere(first)) == [second]
    assert list(same_bytes_elsewhere(second)) == [first, own]


@pytest.mark.clause("nc.5.1a")
def test_a_file_whose_hidden_notes_were_changed_is_found(ana: Practitioner, ben: Practitioner) -> None:
    first, second = hand_in(ana, saved(photo())), hand_in(ben, saved(photo(), exif=exif()))

    assert first.handed_in_sha256 != second.handed_in_sha256
    assert list(same_bytes_elsewhere(first)) == [second]


@pytest.mark.clause("nc.5.1a")
def test_a_letter_with_the_same_words_is_found_however_it_is_set(ana: Practitioner, ben: Practitioner) -> None:
    first = hand_in(ana, pdf(SENTENCE * 3))
    second = hand_in(ben, pdf((SENTENCE * 3).upper(), ""))
    hand_in(ben, pdf(SENTENCE * 3 + "But for this."))

    assert list(same_bytes_elsewhere(first)) == []
    assert list(same_words_elsewhere(first)) == [second]


@pytest.mark.clause("nc.5.1a")
def test_a_certificate_with_another_name_painted_in_is_found(ana: Practitioner, ben: Practitioner) -> None:
    first = hand_in(ana, saved(certificate("Ana Reyes"), quality=90))
    altered = hand_in(ben, saved(certificate("Benjamin Ortega", tall=900), quality=60))
    hand_in(ben, saved(photo(of=5)))
    hand_in(ben, saved(certificate("Ben").rotate(90, expand=True)))

    assert list(nearly_same_pictures(first)) == [altered]


def test_different_pictures_are_far_apart() -> None:
    pictures = [*(photo(of=number) for number in range(6)), certificate("Ana"), certificate("Ana").rotate(180)]
    looks = [check(saved(picture)).look for picture in pictures]

    apart = [how_different(one, other) for one in looks for other in looks if one is not other]

    assert min(apart) > 2 * NEARLY


def test_a_page_with_next_to_nothing_on_it_is_like_no_other(ana: Practitioner, ben: Practitioner) -> None:
    line = Image.new("L", (850, 1100), 250)
    ImageDraw.Draw(line).rectangle((100, 500, 400, 510), fill=100)
    first = hand_in(ana, saved(line))
    hand_in(ben, saved(line, quality=50))

    assert first.look == ""
    assert list(nearly_same_pictures(first)) == []


@pytest.mark.clause("nc.5.1a")
def test_a_reviewer_sees_each_once_and_only_those_they_may_open(
    ana: Practitioner, ben: Practitioner, board: Board, staff: User
) -> None:
    register_opener("application", lambda viewer, file: viewer.board is not None and viewer.board == file.board)
    paper = saved(photo())
    first = hand_in(ana, paper, board)
    seen = hand_in(ben, paper, board)
    hand_in(ben, paper)  # to no board: not theirs to see

    (alike,) = alike_files(viewer_of(staff), first)

    assert (alike.file, alike.how) == (seen, Likeness.FILE)
    assert ben.user is not None
    assert alike_files(viewer_of(ben.user), seen) == []


def test_a_file_withdrawn_since_is_still_the_same_file(ana: Practitioner, ben: Practitioner) -> None:
    paper = saved(photo())
    first, second = hand_in(ana, paper), hand_in(ben, paper)

    remove_file(file=second, by=ben.user)

    assert list(same_bytes_elsewhere(first)) == [second]
