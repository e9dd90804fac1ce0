"""A concern reaches who can put it right and never whom it is about; it has a day, a deputy, and a way further."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from alongside.accounts.models import User
from alongside.concerns.answering import answer_concern, tell_who_has_it_late
from alongside.concerns.models import Concern
from alongside.concerns.raising import LONGEST, raise_concern, take_back, take_further
from alongside.concerns.reading import answer_of, concerns_with, has_it, waiting_with, words_of
from alongside.concerns.refusals import NotPossible
from alongside.concerns.routing import Raiser, raiser_of
from alongside.journal.models import Entry
from alongside.notices.models import Notice
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import RoleKind
from alongside.people.viewer import viewer_of
from alongside.rulebook.addresses import clause_address
from alongside.rulebook.prompts import prompts_at
from alongside.supervision.deputies import name_deputy
from canon.prompt import At
from tests.alongside.caseload.makers import user_of
from tests.alongside.caseload.test_pages import as_
from tests.alongside.practice.makers import Practice
from tests.alongside.rulings.makers import MORNING, TODAY, account, give
from tests.clauses import clause

About = Concern.About
SAID = "He raised his voice at me in front of the group."
LATE = MORNING + timedelta(days=7)


def ada(here: Practice) -> User:
    return here.caseload.place.others["administrator"]


def sam(here: Practice) -> User:
    return here.caseload.place.others["another supervisor"]


def raiser(user: User) -> Raiser:
    found = raiser_of(viewer_of(user))
    assert found is not None
    return found


def raised(user: User, about: Concern.About = About.SERVED, who: User | None = None, words: str = SAID) -> Concern:
    return raise_concern(
        raiser=raiser(user), about=about, about_user=who, words=words, form_token=uuid4(), by=user, on=TODAY
    )


def readers(concern: Concern) -> set[str]:
    return {user.name for user in has_it(concern, TODAY)}


def page(client: Client, address: str, *, spanish: bool = False) -> str:
    client.cookies["django_language"] = "es" if spanish else "en"
    return unescape(client.get(address).content.decode())


# ---- where it goes


@clause("nm.rights.4")
@pytest.mark.parametrize("about", [About.SERVED, About.COLLEAGUE])
def test_a_workers_concern_about_clients_and_coworkers_reaches_the_supervisor(
    here: Practice, about: Concern.About
) -> None:
    who = user_of(here.caseload.jo) if about is About.COLLEAGUE else None

    row = raised(here.user, about, who)

    assert readers(row) == {"Amira Haddad"}
    assert words_of(row) == SAID
    assert SAID.encode() not in bytes(row.words)
    assert list(waiting_with(viewer_of(here.amira))) == [row]
    assert list(concerns_with(viewer_of(ada(here)))) == []


@clause("nm.rights.4")
def test_a_concern_about_the_supervisor_reaches_the_administrators_and_never_the_supervisor(here: Practice) -> None:
    row = raised(here.user, About.SUPERVISOR)

    assert row.about_user == here.amira
    assert readers(row) == {"Ada Begay"}
    assert list(waiting_with(viewer_of(ada(here)))) == [row]
    with clock.standing_at(LATE):
        assert list(concerns_with(viewer_of(here.amira))) == []
        assert as_(here.amira).get(f"/concerns/{row.pk}/").status_code == 404


def test_a_colleague_who_is_also_the_supervisor_or_administers_never_has_it(here: Practice) -> None:
    give(here.amira, RoleKind.AGENCY_ADMINISTRATOR, agency=here.caseload.place.agency)
    row = raised(here.user, About.COLLEAGUE, here.amira)

    assert readers(row) == {"Ada Begay"}
    assert list(concerns_with(viewer_of(here.amira))) == []
    with pytest.raises(NotTheirs):
        answer_concern(concern=row, words="Nothing to see.", by=here.amira)


@clause("ak.values.1")
def test_a_person_served_raises_one_about_who_supports_them(here: Practice, rosa: User) -> None:
    row = raised(rosa, About.SUPPORT, here.user, "I was talked over again.")

    assert row.raised_as == Concern.As.PERSON
    assert readers(row) == {"Amira Haddad"}
    with clock.standing_at(LATE):
        assert list(concerns_with(viewer_of(here.user))) == []
    assert as_(here.user).get(f"/concerns/{row.pk}/").status_code == 403
    assert "I was talked over again." in page(as_(here.amira), f"/concerns/{row.pk}/")


def test_a_person_names_nobody_but_those_who_support_them(here: Practice, rosa: User) -> None:
    with pytest.raises(NotPossible) as refused:
        raised(rosa, About.SUPPORT, user_of(here.caseload.jo))
    with pytest.raises(NotPossible) as odd:
        raised(rosa, About.COLLEAGUE)

    assert (refused.value.code, odd.value.code) == ("unknown-colleague", "unknown-matter")
    assert not Concern.objects.exists()


def test_where_nobody_can_read_it_its_raiser_is_told_so(here: Practice) -> None:
    row = raised(here.user, About.PLACE, ada(here))

    assert readers(row) == set()
    assert "Nobody here can read it yet" in page(as_(here.user), "/concerns/")


# ---- its day, its deputy, its answer


@clause("nm.rights.4")
def test_it_has_a_day_and_once_that_passed_a_deputy_and_the_administrators_have_it_too(here: Practice) -> None:
    agency = here.caseload.place.agency
    name_deputy(agency=agency, supervisor=here.amira, deputy=sam(here), by=here.amira)
    row = raised(here.user)

    assert row.due_on > TODAY
    assert list(concerns_with(viewer_of(sam(here)))) == []
    assert tell_who_has_it_late(MORNING) == 0
    with clock.standing_at(LATE):
        assert list(waiting_with(viewer_of(sam(here)))) == list(waiting_with(viewer_of(ada(here)))) == [row]
        assert tell_who_has_it_late(LATE) == 3
        assert tell_who_has_it_late(LATE) == 0
        answer_concern(concern=row, words="I spoke with him.", by=sam(here))
    assert tell_who_has_it_late(LATE + timedelta(days=1)) == 0


@clause("nm.rights.4", "ak.values.1")
def test_what_was_done_reaches_whoever_raised_it_and_stands_once(here: Practice, rosa: User) -> None:
    row = raised(rosa, About.SUPPORT)

    for _twice in range(2):
        answer_concern(concern=row, words="We met, all three of us.", by=here.amira)
    with pytest.raises(NotPossible):
        answer_concern(concern=row, words="And another thing.", by=here.amira)
    with pytest.raises(NotTheirs):
        answer_concern(concern=row, words="Mine.", by=sam(here))

    row.refresh_from_db()
    assert answer_of(row) == "We met, all three of us."
    assert "We met, all three of us." in page(as_(rosa), "/concerns/")
    assert Notice.objects.filter(user=rosa, kind="concern.answered").count() == 1


def test_what_is_not_settled_goes_to_the_administrators_with_what_was_said_before(here: Practice) -> None:
    row = raised(here.user)
    with pytest.raises(NotPossible):
        take_further(concern=row, raiser=raiser(here.user), words="Still.", form_token=None, by=here.user, on=TODAY)
    answer_concern(concern=row, words="Give it time.", by=here.amira)

    again = [
        take_further(concern=row, raiser=raiser(here.user), words="He does it still.", form_token=None, by=here.user, on=TODAY)
        for _twice in range(2)
    ]  # fmt: skip

    assert again[0] == again[1]
    assert readers(again[0]) == {"Ada Begay"}
    shown = page(as_(ada(here)), f"/concerns/{again[0].pk}/")
    assert "Give it time." in shown
    assert "He does it still." in shown


def test_taken_back_it_is_its_raisers_alone(here: Practice) -> None:
    row = raised(here.user)

    with pytest.raises(NotTheirs):
        take_back(concern=row, by=here.amira)
    for _twice in range(2):
        take_back(concern=row, by=here.user)

    assert as_(here.amira).get(f"/concerns/{row.pk}/").status_code == 404
    assert SAID in page(as_(here.user), "/concerns/")
    with pytest.raises(NotPossible):
        answer_concern(concern=row, words="Too late.", by=here.amira)


# ---- what is kept, and the pages


def test_neither_journal_nor_notice_holds_a_word_or_a_name_of_it(here: Practice) -> None:
    raised(here.user, About.COLLEAGUE, user_of(here.caseload.jo))

    entry = Entry.objects.order_by("-pk").first()
    assert entry is not None
    assert SAID not in entry.body
    notice = Notice.objects.get(kind="concern.raised")
    assert notice.user == here.amira
    assert "Dana" not in str(notice.data)
    assert "Jo" not in str(notice.data)


def test_a_concern_stays_as_it_was_raised(here: Practice) -> None:
    row = raised(here.user)

    for change in ({"about": "place"}, {"words": b"x"}, {"raised_by": here.amira}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Concern.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Concern.objects.filter(pk=row.pk).delete()


@pytest.mark.parametrize("words", ["", "  ", "x" * (LONGEST + 1), "<script>alert(1)</script>"])
def test_the_page_keeps_what_was_typed_and_raises_nothing_twice(here: Practice, words: str) -> None:
    client = as_(here.user)
    sent = {"about": "served", "about_user": "", "words": words, "token": str(uuid4())}

    answers = [client.post("/concerns/", sent) for _twice in range(2)]

    is_kept = bool(words.strip()) and len(words) <= LONGEST
    assert [answer.status_code for answer in answers] == [302 if is_kept else 422] * 2
    assert Concern.objects.count() == int(is_kept)
    if not is_kept:
        assert words in unescape(answers[0].content.decode())


@clause("nm.rights.4")
def test_the_code_says_so_where_one_is_raised_and_its_page_leads_there(here: Practice, client: Client) -> None:
    (prompt,) = prompts_at(["nm.rights.4"], At.CONCERN)
    dana = as_(here.user)

    assert prompt.say("en") in page(dana, "/concerns/")
    assert prompt.say("es") in page(dana, "/concerns/", spanish=True)
    assert 'href="/concerns/"' in page(client, clause_address("nm.rights.4"))


@clause("ak.values.1", "ca.authenticity.1a")
@pytest.mark.parametrize(("code", "name"), [("ak", "ak.values.1"), ("ca", "ca.authenticity.1a")])
def test_a_person_reads_what_the_code_of_their_worker_says(here: Practice, code: str, name: str) -> None:
    here.with_(code)
    user = account("Teo Self")
    give(user, RoleKind.PERSON_SERVED, agency=here.caseload.place.agency)
    here.caseload.teo.user = user
    here.caseload.teo.save()
    (prompt,) = prompts_at([name], At.CONCERN)

    assert prompt.say("en") in page(as_(user), "/concerns/")
    assert prompt.say("es") in page(as_(user), "/concerns/", spanish=True)


def test_strangers_and_those_without_a_part_here_are_kept_out(here: Practice, client: Client) -> None:
    assert client.get("/concerns/").status_code == 302
    assert as_(here.caseload.place.others["operator"]).get("/concerns/").status_code == 403
    assert as_(here.user).get("/concerns/waiting/").status_code == 403
    assert as_(here.caseload.place.others["auditor"]).get("/concerns/waiting/").status_code == 403
