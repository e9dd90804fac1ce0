"""Scope and self-determination, asked through the product: what is outside one's role is refused with its clause, the rest is not."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.alongside.caseload.makers import hire, user_of
from tests.alongside.qualifications.makers import Kind, put
from tests.alongside.rulings.makers import Place
from tests.alongside.today.conftest import Asking, Sheet, SignIn
from tests.clauses import clause


def asked(client: Client, act: str, answers: dict[str, str]) -> Sheet:
    return Asking(client, act).through(answers)


def of(place: Place, sign_in: SignIn, code: str) -> Client:
    return sign_in(user_of(hire(place, "Uma Reyes", code)))


@clause("nm.role.6b")
@pytest.mark.parametrize("about", ["level-of-care", "prescription", "treatment-plan"])
def test_an_opinion_beyond_the_credential_is_refused_with_what_to_do(dana: Client, about: str) -> None:
    ruling = asked(dana, "give-clinical-opinion", {"opinion.about": about})

    assert ruling.answer == "No"
    assert "nm.role.6b" in ruling.words
    assert "Leave it to the clinician" in ruling.words


@clause("nm.role.6b")
def test_ones_own_story_and_a_clinicians_license_on_file_are_not_refused_by_it(dana: Client, place: Place) -> None:
    story = asked(dana, "give-clinical-opinion", {"opinion.about": "own-story"})
    claimed = asked(dana, "give-clinical-opinion", {"opinion.about": "prescription", "worker.is_clinician": "yes"})
    put(place.dana, Kind.CLINICAL, by=place.others["administrator"])
    licensed = asked(dana, "give-clinical-opinion", {"opinion.about": "prescription"})

    assert claimed.answer == "No"
    assert "No" not in (story.answer, licensed.answer)


@clause("nm.role.0b")
@pytest.mark.parametrize("act", ["make-public-statement", "help-with-application", "request-change"])
def test_what_no_role_names_is_silence_and_no_refusal(dana: Client, client: Client, act: str) -> None:
    ruling = Asking(dana, act).begin()

    assert ruling.is_ruling
    assert ruling.answer == "No clause speaks"
    assert "Where the list is silent, that is no refusal." in Sheet(client.get("/codes/nm/nm.role.0b/")).words


@clause("nc.2.1a", "ca.mutuality.3", "ak.rel.6b")
@pytest.mark.parametrize(
    ("code", "act", "name", "instead"),
    [
        ("nc", "decide-for-person", "nc.2.1a", "leave the choice with them"),
        ("nc", "pressure-person", "nc.2.1a", "leave the choice with them"),
        ("ca", "decide-for-person", "ca.mutuality.3", "let them choose"),
        ("ak", "decide-for-person", "ak.rel.6b", "Lay out the choice"),
    ],
)
def test_ones_own_plan_ahead_of_the_persons_is_refused(
    place: Place, sign_in: SignIn, code: str, act: str, name: str, instead: str
) -> None:
    ruling = asked(of(place, sign_in, code), act, {"person.served": "now", "person.is_mandated": "no"})

    assert ruling.answer == "No"
    assert name in ruling.words
    assert instead in ruling.words


@clause("ak.intro.5")
@pytest.mark.parametrize("about", ["diagnosis", "prescription", "level-of-care"])
def test_alaska_refuses_opinions_outside_ones_expertise(place: Place, sign_in: SignIn, about: str) -> None:
    ruling = asked(of(place, sign_in, "ak"), "give-clinical-opinion", {"opinion.about": about})

    assert ruling.answer == "No"
    assert "ak.intro.5" in ruling.words


@clause("ak.intro.5")
def test_alaska_refuses_a_clinical_assessment_and_leaves_others_alone(place: Place, sign_in: SignIn) -> None:
    client = of(place, sign_in, "ak")

    clinical = asked(client, "assess", {"assessment.is_clinical": "yes"})
    other = asked(client, "assess", {"assessment.is_clinical": "no"})

    assert clinical.answer == "No"
    assert "ak.intro.5" in clinical.words
    assert other.answer != "No"
