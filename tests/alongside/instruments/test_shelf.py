"""What an agency loads stands on its shelf whole, once, and as it was."""

import json

import pytest
from django.db import Error, connection, transaction

from alongside.instruments.faults import Unfit
from alongside.instruments.models import Instrument, Proposal
from alongside.instruments.queries import given_at, shelf_of
from alongside.instruments.shelf import (
    Files,
    VersionStands,
    load_instrument,
    opened,
    propose,
    read_files,
    retire_instrument,
)
from alongside.journal.models import Entry, NeverChanged
from alongside.people.authority import NotTheirs
from tests.alongside.instruments.forms import NEEDS, NEEDS_SCORING, SURVEY, SURVEY_SCORING, form, item
from tests.alongside.instruments.makers import ON_NEEDS, ON_SERVICES, Shelf

SMALL = Files(json.dumps(form(item("q"))).encode())


def test_an_administrator_loads_it_and_it_is_on_record(here: Shelf) -> None:
    loaded = load_instrument(agency=here.agency, files=SMALL, terms=ON_NEEDS, by=here.administrator)

    assert (loaded.url, loaded.version, loaded.scoring_sha256) == ("https://forms.example/small", "1", "")
    assert opened(loaded).questionnaire.questions[0].link_id == "q"
    entry = Entry.objects.get(kind="instrument.loaded", subject_id=loaded.pk)
    assert loaded.title not in entry.body


def test_the_same_file_loaded_twice_stands_once(here: Shelf) -> None:
    again = load_instrument(
        agency=here.agency, files=Files(SURVEY, SURVEY_SCORING), terms=ON_SERVICES, by=here.administrator
    )

    assert again == here.survey
    assert Entry.objects.filter(kind="instrument.loaded", subject_id=again.pk).count() == 1


def test_another_file_under_the_same_version_is_refused(here: Shelf) -> None:
    changed = SURVEY.replace(b"I agree strongly", b"I agree very much")

    with pytest.raises(VersionStands):
        load_instrument(agency=here.agency, files=Files(changed, SURVEY_SCORING), terms=ON_SERVICES, by=None)
    with pytest.raises(VersionStands):
        load_instrument(agency=here.agency, files=Files(SURVEY), terms=ON_SERVICES, by=None)

    newer = changed.replace(b'"version": "1.0"', b'"version": "1.1"')
    assert load_instrument(agency=here.agency, files=Files(newer, SURVEY_SCORING), terms=ON_SERVICES, by=None).pk


def test_nothing_is_half_loaded(here: Shelf) -> None:
    wrong = SURVEY_SCORING.replace(b'"d3"', b'"d9"')

    with pytest.raises(Unfit):
        load_instrument(agency=here.people.elsewhere, files=Files(SURVEY, wrong), terms=ON_SERVICES, by=None)

    assert not Instrument.objects.filter(agency=here.people.elsewhere).exists()


def test_what_its_publisher_retired_is_not_loaded() -> None:
    with pytest.raises(Unfit) as unfit:
        read_files(Files(json.dumps(form(item("q"), status="retired")).encode()))

    assert unfit.value.faults[0].code == "retired"


def test_others_load_and_retire_nothing(here: Shelf) -> None:
    for who in (here.people.amira, here.people.place.others["colleague"]):
        with pytest.raises(NotTheirs):
            load_instrument(agency=here.agency, files=SMALL, terms=ON_NEEDS, by=who)
        with pytest.raises(NotTheirs):
            propose(agency=here.agency, files=SMALL, by=who)
        with pytest.raises(NotTheirs):
            retire_instrument(instrument=here.survey, by=who)


def test_files_looked_at_are_gone_once_loaded(here: Shelf) -> None:
    propose(agency=here.agency, files=SMALL, by=here.administrator)

    load_instrument(agency=here.agency, files=SMALL, terms=ON_NEEDS, by=here.administrator)

    assert not Proposal.objects.exists()


def test_a_retired_one_stays_to_read_and_is_given_no_more(here: Shelf) -> None:
    first = retire_instrument(instrument=here.survey, by=here.administrator)
    again = retire_instrument(instrument=here.survey, by=here.administrator)

    assert first == again
    assert list(given_at(here.agency)) == [here.needs]
    assert set(shelf_of(here.agency)) == {here.needs, here.survey}


def test_what_stands_on_the_shelf_never_changes(here: Shelf) -> None:
    here.survey.title = "Another"

    with pytest.raises(NeverChanged):
        here.survey.save()
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE instruments_instrument SET is_clinical = NOT is_clinical")


def test_files_keep_their_digests(here: Shelf) -> None:
    from hashlib import sha256

    kept = Instrument.objects.get(pk=here.needs.pk)

    assert sha256(bytes(kept.questionnaire)).hexdigest() == kept.sha256 == sha256(NEEDS).hexdigest()
    assert sha256(bytes(kept.scoring)).hexdigest() == kept.scoring_sha256 == sha256(NEEDS_SCORING).hexdigest()
