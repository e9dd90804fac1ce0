from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PracticeConfig(AppConfig):
    name = "alongside.practice"

    def ready(self) -> None:
        """Tell rulings of contacts, promises and what was told; put practice on a person's page and on the shelves."""
        from alongside.caseload.covering import register_plans
        from alongside.caseload.ended import register_ending
        from alongside.goals.printing import register_beside_plan
        from alongside.practice.closing import CLOSINGS
        from alongside.practice.endings import has_ended
        from alongside.practice.facts import register_facts
        from alongside.practice.happened import register_practice
        from alongside.practice.offline import models  # noqa: F401 - tables beside those of models.py
        from alongside.practice.offline.script import register_offline
        from alongside.practice.panels import register_panels
        from alongside.practice.queries import plans_between
        from alongside.practice.scoping import register_scope
        from alongside.practice.serving import register_records
        from alongside.practice.taking_along import agreed_sections
        from alongside.rulings.stating import know_record

        register_beside_plan(agreed_sections)
        register_facts()
        register_practice()
        register_records()
        register_scope()
        know_record(CLOSINGS)
        register_ending(has_ended)
        register_panels()
        register_plans(plans_between)
        register_offline()
        _put_on_shelves()
        _tell_of_practice()


def _tell_of_practice() -> None:
    """What supervisors and workers hear of. No notice names a person served."""
    from alongside.notices.words import register_kind

    register_kind(
        "contact.held-back",
        subject=_("A contact of %(name)s is held from billing"),
        body=_("It is written down, as it should be. Look at it together and decide."),
    )
    register_kind(
        "records.disposed-against",
        subject=_("%(name)s entered that records went"),
        body=_("A code or your agency’s policy does not let them go. It is on record; look at it together."),
    )
    register_kind(
        "closing.asked",
        subject=_("%(name)s asks you to staff a closing"),
        body=_("Talk it through with them. The case closes once you agree."),
    )
    register_kind(
        "closing.ended",
        subject=_("Somebody ended service, and their file waits for you"),
        body=_("Their wish holds already. Go over the file with the worker, so that it can close."),
    )
    register_kind("case.closed", subject=_("A case was closed with you"), body=_("The door stays open to come back."))
    register_kind(
        "service.ended",
        subject=_("Somebody you support ended service"),
        body=_("It holds from now on, and nothing new is planned. What is left is to staff the file."),
    )
    register_kind(
        "closing.not-agreed",
        subject=_("A closing was not agreed to"),
        body=_("Service goes on. Read what your supervisor wrote."),
    )


def _put_on_shelves() -> None:
    from alongside.ui.shelves import NavEntry, register_nav

    register_nav(
        NavEntry(
            "log",
            _("Log"),
            icon="pen",
            url_name="practice:choose",
            roles=["worker"],
            order=35,
            pages=("practice:write", "practice:contact"),
        )
    )
    register_nav(
        NavEntry(
            "promises",
            _("What I promised"),
            icon="flag",
            url_name="practice:promises",
            shelf="more",
            roles=["worker"],
            order=15,
            note=_("Keep it, or agree anew"),
            pages=("practice:promise",),
        )
    )
    register_nav(
        NavEntry(
            "offline",
            _("Without signal"),
            icon="lock",
            url_name="practice:offline",
            shelf="more",
            roles=["worker"],
            order=17,
            note=_("What waits on this device, and your devices"),
        )
    )
    register_nav(
        NavEntry(
            "my-visits",
            _("My visits"),
            icon="folder",
            url_name="practice:mine",
            shelf="more",
            roles=["person-served"],
            order=10,
            note=_("What was written about them"),
            pages=("practice:about_me",),
        )
    )
    deciding = ["supervisor", "agency-administrator"]
    register_nav(
        NavEntry(
            "closings",
            _("Closings to staff"),
            icon="folder",
            url_name="practice:closings",
            shelf="more",
            roles=deciding,
            order=20,
            note=_("Talk it through, then a case closes"),
            pages=("practice:staff",),
        )
    )
    register_nav(
        NavEntry(
            "held",
            _("Contacts held from billing"),
            icon="warning",
            url_name="practice:held",
            shelf="more",
            roles=deciding,
            order=25,
            note=_("Written down, and waiting for a look"),
            pages=("practice:hold",),
        )
    )
    register_nav(
        NavEntry(
            "disposals",
            _("Records that went"),
            icon="folder",
            url_name="practice:disposals",
            shelf="more",
            roles=["worker", *deciding],
            order=45,
            note=_("Before you shred or wipe anything"),
        )
    )
    register_nav(
        NavEntry(
            "scope",
            _("What peers do here"),
            icon="check",
            url_name="practice:scope",
            shelf="more",
            roles=["agency-administrator"],
            order=31,
            note=_("Your list, which a code may ask for"),
        )
    )
    register_nav(
        NavEntry(
            "without-help",
            _("Who may be without help"),
            icon="heart",
            url_name="practice:without_help",
            shelf="more",
            roles=deciding,
            order=18,
            note=_("Nobody assigned, not seen for long, a worker who may not serve"),
        )
    )
    register_nav(
        NavEntry(
            "service-hours",
            _("Service hours"),
            icon="clock",
            url_name="practice:hours",
            shelf="more",
            roles=["agency-administrator"],
            order=30,
            note=_("When and where service is authorized"),
        )
    )
    register_nav(
        NavEntry(
            "fees",
            _("What support costs"),
            icon="info",
            url_name="practice:fees",
            shelf="more",
            roles=["worker", "supervisor", "agency-administrator"],
            order=31,
            note=_("As this agency has set it, in each language spoken here"),
        )
    )
