from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from alongside.caseload.access import Record


class ConsentConfig(AppConfig):
    name = "alongside.consent"

    def ready(self) -> None:
        """Tell rulings of releases, and put them on a person's page and on the person's own shelves."""
        from alongside.caseload.panels import Panel, register_panel
        from alongside.consent.facts import register_facts
        from alongside.consent.sharing import PLANS
        from alongside.notices.words import register_kind
        from alongside.rulings.stating import know_record
        from alongside.ui.shelves import NavEntry, register_nav

        register_facts()
        know_record(PLANS)
        register_kind(
            "disclosure.to-look-at",
            subject=_("%(name)s put on record something that was told"),
            body=_("No release covered it. Look at it together; it was right to write it down."),
        )
        register_kind(
            "release.ended",
            subject=_("A release was taken back"),
            body=_("Nothing more is told under it. Look at what you had planned, and at what to say to whom."),
        )
        register_panel(Panel("releases", "consent/_panel.html", _panel, order=10, column="aside", beside=_days))
        register_nav(
            NavEntry(
                "who-knows",
                _("Privacy"),
                icon="lock",
                url_name="consent:mine",
                roles=["person-served"],
                order=30,
                pages=("consent:",),
            )
        )


def _panel(record: "Record") -> Mapping[str, Any]:
    from alongside.consent.releasing import may_sign
    from alongside.consent.standing import days_on

    days = days_on(record.beside["releases"] or "", record.viewer.today)
    return {"person": record.person, "days": days, "may_sign": may_sign(record)}


def _days(user: int) -> Mapping[str, Any]:
    from alongside.consent.standing import days_of_releases

    return {"releases": days_of_releases()}
