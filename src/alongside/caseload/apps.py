from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CaseloadConfig(AppConfig):
    name = "alongside.caseload"

    def ready(self) -> None:
        """Tell rulings who is assigned and how people know each other."""
        from alongside.caseload.facts import register_facts

        register_facts()
        _tell_of_people()
        _put_on_shelves()


def _tell_of_people() -> None:
    """What workers and supervisors hear of. No notice names a person served."""
    from alongside.notices.words import register_kind

    register_kind(
        "assignment.offered",
        subject=_("Somebody is offered to you"),
        body=_("Look at the offer, and say yes or no. A no costs you nothing."),
    )
    register_kind("assignment.accepted", subject=_("%(name)s took somebody on"), body=_("Your offer was taken on."))
    register_kind(
        "assignment.declined",
        subject=_("An offer to %(name)s was not taken on"),
        body=_("Offer this person to somebody else. A no is no mark on anybody."),
    )
    register_kind(
        "tie.step-out",
        subject=_("Somebody else is found for a person you support"),
        body=_("Your supervisor and you decided that you step out. Leave them what you had planned, or call it off."),
    )
    register_kind(
        "step-back.begun",
        subject=_("%(name)s has stepped back"),
        body=_("Find cover for those they support. The reason stays theirs."),
    )
    register_kind("step-back.ended", subject=_("%(name)s is back"), body=_("Cover can end when you both see fit."))
    register_kind(
        "glass.broken",
        subject=_("%(name)s opened a record in an emergency"),
        body=_("It is open for one hour. Somebody else looks into it afterwards."),
    )
    register_kind(
        "change.asked",
        subject=_("A person asks for a change"),
        body=_("They asked for another worker, or for another way of being supported."),
    )


def _put_on_shelves() -> None:
    from alongside.ui.shelves import NavEntry, register_nav

    leads = ("supervisor", "agency-administrator")
    for key, roles, order in (
        ("people", ("worker",), 15),
        ("people-of-team", leads, 35),
    ):  # a lead’s dock begins with Team
        register_nav(
            NavEntry(
                key,
                _("People"),
                icon="people",
                url_name="caseload:people",
                roles=roles,
                order=order,
                pages=("caseload:",),
            )
        )
