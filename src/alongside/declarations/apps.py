from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


def waiting(request: HttpRequest) -> int:
    """How many declarations wait for this supervisor's decision."""
    from alongside.declarations.queries import to_decide

    viewer = getattr(request, "viewer", None)
    return to_decide(viewer).count() if viewer is not None else 0


class DeclarationsConfig(AppConfig):
    name = "alongside.declarations"

    def ready(self) -> None:
        """Tell rulings, duties and the caseload of what was declared, and put the pages where thumbs find them."""
        from alongside.caseload.ties import register_declared
        from alongside.declarations.asked import DECLARED
        from alongside.declarations.facts import register_facts
        from alongside.declarations.happened import register_happened
        from alongside.declarations.panels import register_panels
        from alongside.declarations.queries import declared_ties
        from alongside.rulings.stating import know_record

        register_facts()
        register_happened()
        know_record(DECLARED)
        register_declared(declared_ties)
        register_panels()
        _tell_of_declarations()
        _put_on_shelves()


def _tell_of_declarations() -> None:
    """What supervisors and workers hear of. No notice names a person served, or says what was declared."""
    from alongside.notices.words import register_kind

    register_kind(
        "declaration.made",
        subject=_("%(name)s declared something"),
        body=_("Look at it with the clause beside it, and decide. Until then they hold off."),
    )
    register_kind(
        "declaration.decided",
        subject=_("What you declared was decided"),
        body=_("Read what your supervisor decided, and by when you both look again."),
    )


def _put_on_shelves() -> None:
    from alongside.ui.shelves import NavEntry, register_nav

    register_nav(
        NavEntry(
            "declare",
            _("Declare something"),
            icon="flag",
            url_name="declarations:home",
            shelf="more",
            roles=["worker"],
            order=13,
            note=_("Gifts, money, ties, conflicts: before or after, in half a minute"),
            pages=("declarations:new", "declarations:mine", "declarations:one"),
        )
    )
    register_nav(
        NavEntry(
            "declared",
            _("Declarations"),
            icon="flag",
            url_name="declarations:register",
            shelf="more",
            roles=["supervisor", "agency-administrator"],
            order=18,
            note=_("What workers declared, and what waits for a decision"),
            pages=("declarations:decide",),
            count=waiting,
        )
    )
