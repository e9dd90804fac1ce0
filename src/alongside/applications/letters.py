"""What an applicant and a referee are written: by number and day, never by what stands in an application."""

from django.utils.translation import gettext_lazy as _

from alongside.notices.words import register_kind


def register_letters() -> None:
    """Say how each reads."""
    register_kind(
        "application.sent",
        subject=_("Your application is with your board"),
        body=_("Application %(number)s arrived. You hear from your board by %(day)s."),
        days=("day",),
    )
    register_kind(
        "application.more-asked",
        subject=_("Your board asks for more"),
        body=_("Some sections of application %(number)s are open again. What your board wrote stands on its page."),
    )
    register_kind(
        "application.granted",
        subject=_("You are certified"),
        body=_("Your board granted application %(number)s. Your certificate has number %(certificate)s."),
    )
    register_kind(
        "application.denied",
        subject=_("Your board has decided"),
        body=_("Your board denied application %(number)s. Why stands on its page; you may answer until %(day)s."),
        days=("day",),
    )
    register_kind(
        "application.reference-asked",
        subject=_("Somebody asks you to vouch for them"),
        body=_(
            "A person who wants to be certified in peer support named you as somebody who knows their work. "
            "The link says who it is, and takes your answer until %(day)s. No account is needed."
        ),
        days=("day",),
    )
    register_kind(
        "application.reference-reminder",
        subject=_("Your answer is still open"),
        body=_("A while ago somebody asked you to vouch for them. This link takes your answer until %(day)s."),
        days=("day",),
    )
    register_kind(
        "application.reference-answered",
        subject=_("Somebody you named has answered"),
        body=_("A reference for application %(number)s came in. Only those who decide read it."),
    )
