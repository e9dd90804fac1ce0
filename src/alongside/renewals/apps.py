from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RenewalsConfig(AppConfig):
    name = "alongside.renewals"

    def ready(self) -> None:
        """Reminders run by themselves; evidence is opened by the board that asked for it; pages are on their shelves."""
        from alongside.credentials.risks import register_risk
        from alongside.evidence.models import EvidenceFile
        from alongside.evidence.opening import register_keeper, register_opener
        from alongside.notices.ticking import register_tick
        from alongside.people.models import RoleKind
        from alongside.people.viewer import Viewer
        from alongside.renewals.reminding import remind_of_actions, run
        from alongside.renewals.risks import renewal_left

        def boards_own(viewer: Viewer, file: EvidenceFile) -> bool:
            return file.board_id in viewer.boards_as(RoleKind.BOARD_STAFF)

        register_tick("renewals", run)
        register_tick("legal-actions", remind_of_actions)
        register_opener("renewals", boards_own)
        register_keeper("renewals", lambda _file: True)
        register_risk(renewal_left)
        _tell()
        _put_on_shelves()


def _tell() -> None:
    from alongside.notices.words import register_kind

    day = ("day",)
    register_kind(
        "renewal.due",
        subject=_("Your certificate %(number)s runs until %(day)s"),
        body=_("Renew it in one sitting. What is already known is filled in, and what is missing stands first."),
        days=day,
    )
    register_kind(
        "renewal.last-days",
        subject=_("Your certificate %(number)s can be renewed until %(day)s"),
        body=_("It has lapsed, so you do not serve under it now. After that day the board may ask you to apply anew."),
        days=day,
    )
    register_kind(
        "renewal.lapsed",
        subject=_("Your certificate %(number)s lapsed on %(day)s"),
        body=_(
            "From midnight on you do not give peer support under it, use its title or bill for it. Your code still binds you. "
            "What you did is still written down. See how to renew it."
        ),
        days=day,
    )
    register_kind(
        "renewal.lapsed-at-work",
        subject=_("%(name)s is not certified since %(day)s"),
        body=_("Find cover for those they support before anyone is left alone. A lapse is no discipline mark."),
        days=day,
    )
    register_kind(
        "renewal.confirmed",
        subject=_("Your certificate %(number)s is renewed"),
        body=_("Print it anew, or take it as a file."),
    )
    register_kind(
        "renewal.refused",
        subject=_("Your certificate %(number)s is not renewed yet"),
        body=_("Your board says why, and what would change it. You may ask again."),
    )
    register_kind(
        "legal-action.reviewed",
        subject=_("Your board has answered what you told it"),
        body=_("Only you and its staff can read the answer."),
    )
    register_kind(
        "legal-action.how-is-it",
        subject=_("Has it ended? Your board needs to know how"),
        body=_("Once it is over, send a paper that shows how it ended within the days your code gives."),
    )
    register_kind(
        "recovery.changed",
        subject=_("%(name)s lets you know that something changed in their recovery"),
        body=_(
            "They told you because their code asks for it, and would like support. No detail was given, and none is owed. It is no discipline mark."
        ),
    )
    register_kind(
        "audit.asked",
        subject=_("Show your learning by %(day)s"),
        body=_("Your renewal was drawn by lot. You see what counted, and can send papers that show it."),
        days=day,
    )
    register_kind(
        "audit.closed",
        subject=_("Your board has looked at your learning"),
        body=_("What it found stands on the page."),
    )


def _put_on_shelves() -> None:
    from alongside.ui.shelves import NavEntry, register_nav

    register_nav(
        NavEntry(
            "renew",
            _("Renew"),
            icon="clock",
            url_name="renewals:mine",
            shelf="more",
            roles=["practitioner"],
            order=20,
            note=_("Renew a certificate, tell your board of a legal action"),
            pages=("renewals:one", "renewals:legal-new", "renewals:legal-one", "renewals:recovery", "renewals:case"),
        )
    )
    for order, (key, label, name, note) in enumerate(
        (
            ("renewals", _("Renewals"), "queue", _("Who asks for a renewal, and how renewals go")),
            ("legal-actions", _("Legal actions"), "actions", _("What was told to the board")),
            ("audits", _("Audits of learning"), "audits", _("A sample, drawn by lot")),
        )
    ):
        register_nav(
            NavEntry(
                key,
                label,
                icon="clock" if name == "queue" else "flag" if name == "actions" else "figures",
                url_name=f"renewals:{name}",
                shelf="more",
                roles=["board-staff"],
                order=20 + order,
                note=note,
            )
        )
