"""What the browser's week needs of the demo state, and reads from it afterwards: called in the served state's own shell."""

from __future__ import annotations

import json
from collections.abc import Sequence

from alongside.accounts.models import User
from alongside.instruments.models import Instrument
from alongside.instruments.shelf import Files, load_instrument
from alongside.people.models import SupervisorOfRecord, Worker
from alongside.rulings.models import KeptRuling
from tests.alongside.instruments.forms import NEEDS, NEEDS_SCORING, SURVEY, SURVEY_SCORING
from tests.alongside.instruments.makers import CLINICAL, ON_NEEDS
from tests.asked_again import as_data
from tests.browser.harness import DEMO_PASSWORD

CLINICAL_TITLE = "How low have you felt?"
NEEDS_TITLE = "What would help at home?"
CLINICAL_FILES = Files(
    SURVEY.replace(b"how-support-is-going", b"how-low").replace(b"How is your support going?", CLINICAL_TITLE.encode()),
    SURVEY_SCORING.replace(b"how-support-is-going", b"how-low"),
)


def make_ready(emails: Sequence[str]) -> None:
    """Let these sign in, and put a survey and a clinical one on the shelf where they work. Prints the newest ruling's id."""
    for user in User.objects.filter(email__in=emails):
        user.set_password(DEMO_PASSWORD)
        user.save()
        for worker in Worker.objects.filter(user=user):
            load_instrument(agency=worker.agency, files=CLINICAL_FILES, terms=CLINICAL, by=None)
            if not Instrument.objects.filter(agency=worker.agency, is_clinical=False).exists():
                load_instrument(agency=worker.agency, files=Files(NEEDS, NEEDS_SCORING), terms=ON_NEEDS, by=None)
    newest = KeptRuling.objects.order_by("-pk").first()
    print(newest.pk if newest else 0)


def leave_without_supervisor(email: str, day: str) -> None:
    """From a day on a worker has no supervisor of record."""
    SupervisorOfRecord.objects.filter(worker__user__email=email, to_day__isnull=True).update(to_day=day)


def give_back_supervisor(email: str) -> None:
    SupervisorOfRecord.objects.filter(worker__user__email=email).update(to_day=None)


def print_what_was_spoken_against(after: int) -> None:
    """Every act that was refused or referred since that ruling, as `tests.asked_again` asks it again."""
    rows = KeptRuling.objects.filter(purpose="act", pk__gt=after, answer__in=["prohibited", "refer"]).order_by("pk")
    print(json.dumps([as_data(row) for row in rows]))
