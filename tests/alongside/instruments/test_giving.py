"""A worker gives an instrument to their own person; the code is asked, and a clinical one is for clinicians."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import Error, IntegrityError, connection, transaction

from alongside.instruments.answers import begin, giving_by, save_draft
from alongside.instruments.giving import (
    LINK_DAYS,
    AlreadyOver,
    Form,
    NoLongerGiven,
    StillOut,
    digest_of,
    take_back_link,
    token_of,
)
from alongside.instruments.models import Draft, Giving
from alongside.instruments.shelf import Files, load_instrument, retire_instrument
from alongside.instruments.sweeping import sweep
from alongside.journal.models import Entry
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.qualifications.filing import end_on_file
from alongside.rulings.models import KeptRuling
from alongside.rulings.seeking import ActRefused, buttons_of
from tests.alongside.caseload.makers import user_of
from tests.alongside.instruments.forms import SURVEY, answers
from tests.alongside.instruments.makers import CLINICAL, Shelf, answer, give
from tests.alongside.qualifications.makers import Kind, put
from tests.alongside.rulings.makers import MORNING, TODAY
from tests.clauses import clause


@clause("nm.role.5")
def test_a_survey_that_is_not_clinical_is_given(here: Shelf) -> None:
    giving = give(here.survey, here.rosa, here.dana)

    assert giving.ruling.answer == "permitted"
    assert "nm.role.5" in giving.ruling.told().decided_by
    (fact,) = [one for one in giving.ruling.told().facts if one.name == "assessment.is_clinical"]
    assert (fact.value, fact.source["who"]) == (False, "record")


@clause("nm.role.5a")
def test_a_clinical_one_is_refused_unless_its_giver_has_a_clinical_license_on_file(here: Shelf) -> None:
    clinical = load_instrument(agency=here.agency, files=_other(), terms=CLINICAL, by=None)

    with pytest.raises(ActRefused) as refused:
        give(clinical, here.rosa, here.dana)

    assert not Giving.objects.filter(instrument=clinical).exists()
    assert KeptRuling.objects.filter(pk=refused.value.ruling.pk, act="assess").exists()
    assert refused.value.ruling.told().decided_by == ["nm.role.5a"]


@clause("nm.role.5a")
def test_a_licensed_clinician_gives_it_while_the_license_counts(here: Shelf) -> None:
    clinical = load_instrument(agency=here.agency, files=_other(), terms=CLINICAL, by=None)
    license_ = put(here.dana, Kind.CLINICAL, by=here.administrator)

    assert give(clinical, here.rosa, here.dana).ruling.allows
    end_on_file(qualification=license_, by=here.administrator, on=TODAY)
    with pytest.raises(ActRefused):
        give(clinical, here.rosa, here.dana, Form(replace=True))


def test_the_clause_page_finds_the_button() -> None:
    assert "instruments.giving.give_instrument" in buttons_of("assess")


def test_the_link_is_not_to_be_guessed_and_not_to_be_read_in_the_table(here: Shelf) -> None:
    giving = give(here.survey, here.rosa, here.dana)
    token = token_of(giving)

    assert len(token) >= 43
    with connection.cursor() as cursor:
        cursor.execute("SELECT token_sha256, token_sealed FROM instruments_giving WHERE id = %s", [giving.pk])
        digest, sealed = cursor.fetchone()
    assert digest == digest_of(token)
    assert token.encode() not in bytes(sealed)
    assert giving_by(token) == giving
    assert giving_by(token[:-1]) is None
    assert token not in Entry.objects.filter(kind="instrument.given").get().body


def test_the_same_form_sent_twice_makes_one_link(here: Shelf) -> None:
    form = Form(uuid4())

    assert give(here.survey, here.rosa, here.dana, form) == give(here.survey, here.rosa, here.dana, form)
    assert Giving.objects.count() == 1


def test_a_link_still_out_is_kept_unless_it_is_to_be_replaced(here: Shelf) -> None:
    first = give(here.survey, here.rosa, here.dana)
    device = begin(giving=first, device="", by=None)
    save_draft(giving=first, device=device, answers=answers(d1="agree"), about=["d1"])

    with pytest.raises(StillOut):
        give(here.survey, here.rosa, here.dana)
    second = give(here.survey, here.rosa, here.dana, Form(replace=True))

    first.refresh_from_db()
    assert (first.status, second.status) == ("withdrawn", "open")
    assert not Draft.objects.exists()


def test_a_refusal_leaves_the_link_that_is_out(here: Shelf) -> None:
    clinical = load_instrument(agency=here.agency, files=_other(), terms=CLINICAL, by=None)
    license_ = put(here.dana, Kind.CLINICAL, by=here.administrator)
    first = give(clinical, here.rosa, here.dana)
    end_on_file(qualification=license_, by=here.administrator, on=TODAY)

    with pytest.raises(ActRefused):
        give(clinical, here.rosa, here.dana, Form(replace=True))

    first.refresh_from_db()
    assert first.status == "open"


def test_only_to_whom_is_assigned_and_only_by_the_worker_themself(here: Shelf) -> None:
    for person in (here.people.teo, here.people.lena):
        with pytest.raises(NotTheirs):
            give(here.survey, person, here.dana)
    with pytest.raises(NotTheirs):
        give(here.survey, here.rosa, here.people.jo)
    assert not Giving.objects.exists()


def test_a_retired_instrument_is_not_given(here: Shelf) -> None:
    retire_instrument(instrument=here.survey, by=here.administrator)

    with pytest.raises(NoLongerGiven):
        give(here.survey, here.rosa, here.dana)


def test_a_link_taken_back_works_no_more_and_an_answered_one_is_not_taken_back(here: Shelf) -> None:
    out, done = give(here.survey, here.rosa, here.dana), give(here.needs, here.rosa, here.dana)
    answer(done, answers(p1="true"))

    take_back_link(giving=out, by=user_of(here.dana))
    take_back_link(giving=out, by=user_of(here.dana))

    out.refresh_from_db()
    assert (out.status, bytes(out.token_sealed)) == ("withdrawn", b"")
    with pytest.raises(AlreadyOver):
        take_back_link(giving=done, by=user_of(here.dana))
    with pytest.raises(NotTheirs):
        take_back_link(giving=out, by=here.people.amira)


def test_a_link_lapses_with_what_was_written_and_makes_room_for_the_next(here: Shelf) -> None:
    giving = give(here.survey, here.rosa, here.dana)
    device = begin(giving=giving, device="", by=None)
    save_draft(giving=giving, device=device, answers=answers(d1="agree"), about=["d1"])
    late = MORNING + timedelta(days=LINK_DAYS)

    assert sweep(late - timedelta(seconds=1)) == 0
    with clock.standing_at(late):
        assert sweep(late) == 1
        assert sweep(late) == 0

    giving.refresh_from_db()
    assert giving.status == "lapsed"
    assert not Draft.objects.exists()


def test_the_database_holds_one_standing_link_and_what_it_concerns(here: Shelf) -> None:
    giving = give(here.survey, here.rosa, here.dana)
    columns = {
        field.attname: getattr(giving, field.attname) for field in Giving._meta.local_fields if field.attname != "id"
    }

    with pytest.raises(IntegrityError), transaction.atomic():
        Giving.objects.create(**{**columns, "token_sha256": "x" * 64})
    for change in ("person_id = person_id + 1", "expires_at = given_at", "token_sha256 = 'x'"):
        with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE instruments_giving SET {change}")
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM instruments_giving")


def _other() -> Files:
    """The survey under another address, so that it may be loaded as a clinical one."""
    return Files(SURVEY.replace(b"https://demo.example/forms/how-support-is-going", b"https://forms.example/clinical"))
