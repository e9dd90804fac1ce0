from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from alongside.caseload.access import Record


class GoalsConfig(AppConfig):
    name = "alongside.goals"

    def ready(self) -> None:
        """Put the plan on a person's page, and on the person's own shelves."""
        from alongside.caseload.panels import Panel, register_panel
        from alongside.goals.approach import register_approach
        from alongside.ui.shelves import NavEntry, register_nav

        register_approach()
        register_panel(Panel("goals", "goals/_panel.html", _panel, order=30))
        register_nav(
            NavEntry(
                "approach",
                _("How we work"),
                icon="info",
                url_name="goals:approach",
                roles=["worker", "supervisor", "agency-administrator"],
                shelf="more",
                order=32,
                note=_("By people’s strengths and wishes, as this agency says it"),
            )
        )
        register_nav(
            NavEntry(
                "my-goals", _("My goals"), icon="flag", url_name="goals:mine", roles=["person-served"], order=20,
                pages=("goals:",),
            )
        )  # fmt: skip


def _panel(record: "Record") -> Mapping[str, Any]:
    from alongside.goals.queries import goals_ahead

    return {"person": record.person, "goals": goals_ahead(record)}
