from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


def to_sign(request: HttpRequest) -> int:
    """How many sessions wait for this worker's word."""
    viewer = getattr(request, "viewer", None)
    return viewer.counts.get("to_sign", 0) if viewer is not None else 0


def asks_waiting(request: HttpRequest) -> int:
    """How many workers ask this supervisor for support."""
    from alongside.supervision.support import asks_for

    viewer = getattr(request, "viewer", None)
    return asks_for(viewer).count() if viewer is not None else 0


class SupervisionConfig(AppConfig):
    name = "alongside.supervision"

    def ready(self) -> None:
        """Tell duties of the sessions, and put the pages where supervisors and workers find them."""
        from alongside.caseload.gauges import register_own
        from alongside.people.viewer import count_with_worker
        from alongside.rulings.bulk.gathering import register_columns
        from alongside.rulings.deputies import register_deputies
        from alongside.rulings.events import register_changes, register_events
        from alongside.supervision.counting import EVENT, sessions_in_columns, sessions_of
        from alongside.supervision.deputies import deputised_by, deputy_of
        from alongside.supervision.figures import own_caseload
        from alongside.supervision.team import waiting_for_word
        from alongside.ui.shelves import NavEntry, register_nav

        register_events(sessions_of, EVENT)
        register_columns(sessions_in_columns, EVENT)
        register_changes("supervision.supervisionsession", "attendances__worker")
        count_with_worker("to_sign", waiting_for_word)
        register_deputies(deputy_of, deputised_by)
        register_own(own_caseload)
        _put_on_agendas()
        _tell_of_support()
        register_nav(
            NavEntry(
                "team",
                _("Team"),
                icon="team",
                url_name="supervision:team",
                roles=("supervisor", "agency-administrator"),
                order=15,
                count=asks_waiting,
                pages=(
                    "supervision:owing",
                    "supervision:sessions",
                    "supervision:book",
                    "supervision:record",
                    "supervision:session",
                    "supervision:move",
                    "supervision:off",
                    "supervision:write_up",
                    "supervision:settings",
                    "supervision:deputy",
                    "supervision:ask",
                ),
            )
        )
        register_nav(
            NavEntry(
                "my-supervision",
                _("Supervision"),
                icon="talk",
                url_name="supervision:mine",
                roles=("worker",),
                order=35,
                pages=("supervision:my_session", "supervision:sign", "supervision:my_off"),
                count=to_sign,
            )
        )


def _put_on_agendas() -> None:
    """What this app itself finds worth talking about."""
    from alongside.supervision.agenda import register_agenda
    from alongside.supervision.month import certificates, duties, questions

    register_agenda("questions", questions)
    register_agenda("duties", duties)
    register_agenda("certificates", certificates)


def _tell_of_support() -> None:
    from alongside.notices.words import register_kind

    register_kind(
        "support.asked",
        subject=_("%(name)s asks for support"),
        body=_("Say what you arranged. They see that you have it."),
    )
    register_kind(
        "support.answered", subject=_("Your ask for support was answered"), body=_("See what was arranged for you.")
    )
