from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


def referrals_waiting(request: HttpRequest) -> int:
    """How much waits for this supervisor's decision; Today has counted it already."""
    from alongside.today.numbers import count_to_decide

    viewer = getattr(request, "viewer", None)
    if viewer is None or viewer.agency is None:
        return 0
    counted: int | None = getattr(request, "counted_to_decide", None)
    return count_to_decide(viewer, viewer.agency) if counted is None else counted


class TodayConfig(AppConfig):
    name = "alongside.today"

    def ready(self) -> None:
        """Put the door's pages where thumbs find them, and what the law compels under Urgent."""
        from alongside.ui.shelves import NavEntry, register_nav

        both = ("worker", "supervisor")
        register_nav(NavEntry("today", _("Today"), icon="today", url_name="today:home", roles=both, order=10))
        register_nav(
            NavEntry(
                "referrals",
                _("Referrals"),
                icon="talk",
                url_name="today:referrals",
                roles=["supervisor"],
                order=20,
                pages=("today:referral",),
                count=referrals_waiting,
            )
        )
        register_nav(
            NavEntry(
                "ask",
                _("May I…?"),
                icon="ask",
                url_name="today:ask",
                roles=both,
                order=30,
                pages=("today:act", "today:keep"),
                raised=True,
            )
        )
        register_nav(
            NavEntry(
                "questions",
                _("Questions"),
                icon="bookmark",
                url_name="today:questions",
                roles=["worker"],
                shelf="more",
                order=12,
                note=_("What you asked and kept, for your eyes"),
                pages=("today:question",),
            )
        )
        register_nav(
            NavEntry(
                "limits",
                _("What I am trained for"),
                icon="board",
                url_name="today:limits",
                roles=["worker"],
                shelf="more",
                order=19,
                note=_("And where it ends"),
            )
        )
        register_nav(
            NavEntry(
                "my-codes",
                _("Codes"),
                icon="code",
                url_name="rulebook:codes",
                roles=both,
                order=40,
                pages=("rulebook:",),
            )
        )
        for order, (act, label, icon) in enumerate(
            (
                ("report-abuse", _("I suspect abuse, neglect or exploitation"), "warning"),
                ("report-threat", _("Someone is a threat to themselves or to others"), "urgent"),
                ("step-back", _("I am not well enough to serve just now"), "heart"),
            )
        ):
            register_nav(
                NavEntry(act, label, icon=icon, url_name="today:act", kwargs={"act": act}, shelf="urgent", order=order)
            )
