"""What is told of a ruling has the day, the speakers and the boards of that ruling, whatever else shares its case."""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import timedelta

from alongside.rulebook.models import Adoption, ReadingConfirmation
from alongside.rulebook.queries import Standing, editions_in_force
from alongside.rulebook.readings import wording_of
from alongside.rulings.asking import ask_ruling
from alongside.rulings.stating import BY_NOBODY, BY_WORKER
from alongside.rulings.telling import Told, tell, told_data, told_from_data
from canon.values import Stated
from tests.alongside.rulings.makers import LONG_AGO, MORNING, TODAY, Place, ask_gift, certify, set_policy

ABLE: Mapping[str, Stated] = {
    "worker.is_able": True,
    "substance.kind": "none",
    "service.is_in_scope": True,
    "service.is_authorized": True,
    "place.kind": "agreed-place",
    **dict.fromkeys(
        ["tie.was_romantic", "tie.was_sexual", "tie.was_friendship", "tie.is_sponsor", "tie.is_other"], False
    ),
    "supervisor.decision": "none",
}


def test_what_is_told_survives_json(place: Place) -> None:
    asked = ask_gift(place)

    assert told_from_data(json.loads(json.dumps(told_data(asked)))) == tell(asked)


def test_what_is_told_as_data_is_what_dataclasses_say_of_it(place: Place) -> None:
    asked = ask_gift(place)
    told = tell(asked)

    assert told.clauses
    assert told.facts
    assert told_data(asked) == asdict(told)


def test_what_is_told_of_the_same_case_has_its_own_day_speakers_and_boards(place: Place) -> None:
    asked = ask_gift(place)
    ((code, standing),) = asked.standings.items()
    later = replace(
        asked,
        ruling=asked.ruling.of(TODAY + timedelta(days=1), asked.employer.policy),
        stated_by=dict.fromkeys(asked.stated_by, BY_NOBODY),
        codes_by=BY_WORKER,
        standings={code: Standing(standing.edition, Adoption())},
        employer=replace(asked.employer, rows=(7,)),
    )

    first, second = tell(asked), tell(later)

    assert (first.on, first.ruling["on"]) == ("2026-11-19", "2026-11-19")
    assert (second.on, second.ruling["on"]) == ("2026-11-20", "2026-11-20")
    assert BY_NOBODY not in [fact.stated_by for fact in first.facts]
    assert {fact.stated_by for fact in second.facts} == {BY_NOBODY}
    assert (first.codes_source["who"], second.codes_source["who"]) == ("record", "worker")
    assert ([own.is_adopted for own in first.codes], [own.is_adopted for own in second.codes]) == ([False], [True])
    assert (first.policy_rows, second.policy_rows) == ([], [7])
    assert second.clauses == first.clauses


def test_a_reading_confirmed_between_two_rulings_is_unconfirmed_in_the_first_alone(place: Place) -> None:
    certify(place, "ak")
    set_policy(place, "policy.service", "on-file", LONG_AGO)

    def serve() -> Told:
        return tell(ask_ruling("provide-service", ABLE, worker=place.dana, by=place.user, on=TODAY))

    before = serve()
    for edition in editions_in_force(["ak", "nm"], TODAY):
        for clause, reading in ((own.id, reading) for own in edition.clauses for reading in own.readings):
            ReadingConfirmation.objects.create(
                board=place.board,
                code=edition.id,
                clause=clause,
                reading=reading.name,
                wording=wording_of(reading),
                edition_digest=edition.digest,
                verdict=ReadingConfirmation.Verdict.CONFIRMED,
                at=MORNING,
            )

    after = serve()

    assert any(clause.unconfirmed for clause in before.clauses)
    assert [clause.id for clause in after.clauses] == [clause.id for clause in before.clauses]
    assert not any(clause.unconfirmed for clause in after.clauses)
