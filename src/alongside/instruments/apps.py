from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


def _work_asks(request: HttpRequest) -> bool:
    """Whether this year's question waits for this worker."""
    from alongside.instruments.workplace import is_asked

    viewer = getattr(request, "viewer", None)
    return viewer is not None and viewer.worker is not None and is_asked(viewer.worker, viewer.today)


class InstrumentsConfig(AppConfig):
    name = "alongside.instruments"

    def ready(self) -> None:
        """Let pages name the shelf, let links lapse, and put the pages where people find them."""
        from alongside.instruments.facts import register_facts
        from alongside.instruments.sweeping import sweep
        from alongside.notices.ticking import register_tick
        from alongside.ui.shelves import NavEntry, register_nav

        register_facts()
        register_tick("instruments", sweep)
        register_nav(
            NavEntry(
                "instruments",
                _("Surveys"),
                icon="figures",
                url_name="instruments:home",
                roles=("worker", "supervisor", "agency-administrator"),
                shelf="more",
                order=14,
                note=_("Who is due, links you gave, what many said"),
                pages=("instruments:",),
            )
        )
        register_nav(
            NavEntry(
                "workplace",
                _("How work treats you"),
                icon="heart",
                url_name="instruments:workplace",
                roles=("worker",),
                shelf="more",
                order=18,
                note=_("Five sentences, once a year. Nobody sees who said what"),
                when=_work_asks,
            )
        )
        register_nav(
            NavEntry(
                "my-answers",
                _("My answers"),
                icon="pen",
                url_name="instruments:mine",
                roles=("person-served",),
                order=50,
                pages=("instruments:my_copy",),
            )
        )
