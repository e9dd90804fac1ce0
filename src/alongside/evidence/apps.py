from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvidenceConfig(AppConfig):
    name = "alongside.evidence"

    def ready(self) -> None:
        from alongside.evidence.sweeping import sweep
        from alongside.notices.ticking import register_tick
        from alongside.ui.shelves import NavEntry, register_nav

        register_tick("evidence", sweep)
        register_nav(
            NavEntry(
                "evidence",
                _("Your files"),
                icon="attach",
                url_name="evidence:own",
                shelf="more",
                roles={"practitioner"},
                order=60,
                note=_("Papers you handed in, and when a board opened them"),
                pages=("evidence:",),
            )
        )
