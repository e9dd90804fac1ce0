from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgencyConfig(AppConfig):
    name = "alongside.agency"

    def ready(self) -> None:
        """Put the agency's pages where its staff find them, and tell it when a certificate stands differently."""
        from alongside.agency.telling import tell_of_standings
        from alongside.notices.ticking import register_tick
        from alongside.ui.shelves import NavEntry, register_nav

        register_tick("standings", tell_of_standings)
        _tell_of_standings()
        keepers = ("agency-administrator",)
        register_nav(
            NavEntry(
                "morning",
                _("This morning"),
                icon="today",
                url_name="agency:home",
                roles=(*keepers, "auditor"),
                order=5,
                pages=("agency:writing", "agency:unanswered"),
            )
        )
        register_nav(
            NavEntry(
                "policies",
                _("Policies"),
                icon="folder",
                url_name="agency:policies",
                roles=keepers,
                order=18,
                pages=("agency:policy", "agency:setting"),
            )
        )
        register_nav(
            NavEntry(
                "staff-certificates",
                _("Staff certificates"),
                icon="card",
                url_name="agency:certificates",
                roles=(*keepers, "supervisor"),
                order=45,  # after the middle of a supervisor's dock, which is for asking
            )
        )
        register_nav(
            NavEntry(
                "policy-history",
                _("History"),
                icon="clock",
                url_name="agency:history",
                shelf="more",
                roles=keepers,
                order=38,
            )
        )


def _tell_of_standings() -> None:
    from alongside.notices.words import register_kind

    day, cover = (
        ("day",),
        _("Find cover for those they support before anyone is left alone. The reason stays with the board."),
    )
    register_kind(
        "standing.suspended", subject=_("The certificate of %(name)s is suspended since %(day)s"), body=cover, days=day
    )
    register_kind(
        "standing.revoked", subject=_("The certificate of %(name)s is revoked since %(day)s"), body=cover, days=day
    )
    register_kind(
        "standing.inactive",
        subject=_("The certificate of %(name)s is set aside since %(day)s"),
        body=_("They do not serve under it meanwhile. Find cover for those they support. It is no discipline mark."),
        days=day,
    )
    register_kind(
        "standing.ended",
        subject=_("The certificate of %(name)s ended on %(day)s"),
        body=_("Find cover for those they support before anyone is left alone."),
        days=day,
    )
    register_kind(
        "standing.reinstated",
        subject=_("%(name)s is certified again since %(day)s"),
        body=_("They may serve under their certificate again."),
        days=day,
    )
    register_kind(
        "standing.renewed",
        subject=_("The certificate of %(name)s is renewed until %(day)s"),
        body=_("You need do nothing."),
        days=day,
    )
    register_kind(
        "standing.granted",
        subject=_("%(name)s is certified, until %(day)s"),
        body=_("They may serve under their certificate."),
        days=day,
    )
