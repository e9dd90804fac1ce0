"""What is missing, said in one sentence, in both languages."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from alongside.learning.counting import Tally, buckets
from alongside.learning.sentences import missing_words
from tests.alongside.learning.test_counting import NEW_MEXICO
from tests.clauses import clause

TODAY, THROUGH = date(2026, 11, 19), date(2026, 11, 30)


def said(total: str, ethics: str = "6", cultural: str = "6", *, today: date = TODAY) -> str:
    tally = Tally(Decimal(total), {"ethics": Decimal(ethics), "cultural": Decimal(cultural)})
    return missing_words(buckets(tally, NEW_MEXICO, THROUGH), THROUGH, today)


@clause("nm.competence.3")
@pytest.mark.parametrize(
    ("counted", "english", "spanish"),
    [
        (
            ("40", "5"),
            "One hour of ethics is still missing by Monday, November 30.",
            "Falta una hora de ética, con plazo hasta el lunes 30 de noviembre.",
        ),
        (
            ("40", "5.25"),
            "45 minutes of ethics are still missing by Monday, November 30.",
            "Faltan 45 minutos de ética, con plazo hasta el lunes 30 de noviembre.",
        ),
        (
            ("40", "4", "5"),
            "One hour of cultural sensitivity and two hours of ethics are still missing by Monday, November 30.",
            "Faltan una hora de sensibilidad cultural y dos horas de ética, con plazo hasta el lunes 30 de noviembre.",
        ),
        (
            ("34.5", "6"),
            "5.5 hours are still missing by Monday, November 30.",
            "Faltan 5.5 horas, con plazo hasta el lunes 30 de noviembre.",
        ),
        (
            ("37", "5"),
            "Three hours are still missing by Monday, November 30, among them one hour of ethics.",
            "Faltan tres horas, con plazo hasta el lunes 30 de noviembre, entre ellas una hora de ética.",
        ),
        (("40",), "", ""),
    ],
)
def test_what_is_missing_is_one_sentence(counted: tuple[str, ...], english: str, spanish: str) -> None:
    with override("en"):
        assert said(*counted) == english
    with override("es"):
        assert said(*counted) == spanish


def test_a_day_far_off_is_told_with_its_year() -> None:
    assert said("40", "5", today=date(2026, 1, 5)) == "One hour of ethics is still missing by November 30, 2026."
