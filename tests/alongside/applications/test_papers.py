"""Papers of an application: their owner's until it is sent, then those who decide open them too; nobody else ever."""

from datetime import datetime

import pytest
from django.http import Http404

from alongside.accounts.models import User
from alongside.applications.models import Application
from alongside.applications.papers import add_paper, papers_of
from alongside.applications.refusals import NotNow
from alongside.evidence.actions import StillNeeded, open_file, remove_file
from alongside.evidence.checking import check
from alongside.evidence.forms import HandedIn
from alongside.evidence.models import EvidenceFile
from alongside.evidence.queries import file_seen_by
from alongside.people.actions import give_role, open_agency
from alongside.people.models import RoleKind
from alongside.people.viewer import viewer_of
from tests.alongside.applications.conftest import LONG_AGO, NOON, board_keeping, fill, send, staff_of


def opens(user: User, paper: EvidenceFile) -> bool:
    try:
        file_seen_by(viewer_of(user), paper.token)
    except Http404:
        return False
    return bool(open_file(file=paper, by=user))


@pytest.fixture
def paper(begun: Application, applicant: User, picture: bytes) -> EvidenceFile:
    fresh = Application.objects.select_related("board", "practitioner__user").get(pk=begun.pk)
    return add_paper(application=fresh, kind="training", handed_in=HandedIn("a.png", check(picture)), by=applicant)


@pytest.mark.clause("ca.integrity.13", "nc.5.1")
def test_those_who_decide_open_a_paper_once_it_was_sent(
    begun: Application, paper: EvidenceFile, applicant: User, reviewer: User
) -> None:
    before = opens(reviewer, paper), opens(applicant, paper)

    send(fill(begun, applicant), applicant)

    assert before == (False, True)
    assert (opens(reviewer, paper), opens(applicant, paper)) == (True, True)


def test_no_employer_and_no_other_board_opens_it(begun: Application, paper: EvidenceFile, applicant: User) -> None:
    agency = open_agency(slug="mesa", name="Mesa", place="There", zone="America/New_York", by=None)
    employer = User.objects.create_user("lucia@example.test", name="Lucía")
    give_role(user=employer, kind=RoleKind.AGENCY_ADMINISTRATOR, place=agency, from_day=LONG_AGO, by=None)
    elsewhere = staff_of(board_keeping("ak", "America/Anchorage"), "Katya")

    send(fill(begun, applicant), applicant)

    assert [opens(somebody, paper) for somebody in (employer, elsewhere)] == [False, False]


def test_what_was_sent_rests_on_it(begun: Application, paper: EvidenceFile, applicant: User, picture: bytes) -> None:
    sent = send(fill(begun, applicant), applicant)

    with pytest.raises(StillNeeded):
        remove_file(file=paper, by=applicant)
    fresh = Application.objects.select_related("board", "practitioner__user").get(pk=sent.pk)
    with pytest.raises(NotNow):
        add_paper(application=fresh, kind="training", handed_in=HandedIn("b.png", check(picture)), by=applicant)
    assert papers_of(fresh).count() == 1


def test_it_may_be_withdrawn_before(begun: Application, paper: EvidenceFile, applicant: User) -> None:
    removed = remove_file(file=paper, by=applicant)

    assert isinstance(removed.at, datetime)
    assert removed.at == NOON
    assert papers_of(begun).count() == 0
