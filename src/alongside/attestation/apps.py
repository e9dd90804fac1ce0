from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AttestationConfig(AppConfig):
    name = "alongside.attestation"

    def ready(self) -> None:
        """Reminders run by themselves; the pages are under More."""
        from alongside.attestation.campaigns import run
        from alongside.attestation.risks import signature_missing
        from alongside.credentials.risks import register_risk
        from alongside.notices.ticking import register_tick
        from alongside.notices.words import register_kind
        from alongside.ui.shelves import NavEntry, register_nav

        register_tick("attestation", run)
        register_risk(signature_missing)
        register_kind(
            "attestation.asked",
            subject=_("A new edition of your code is here to read and sign"),
            body=_("Your board asks you to sign the new edition (%(code)s) by %(day)s. What changed stands first."),
            days=("day",),
        )
        register_kind(
            "attestation.late",
            subject=_("The day to sign your code has passed"),
            body=_("The new edition (%(code)s) was to be signed by %(day)s. You can still read and sign it now."),
            days=("day",),
        )
        register_nav(
            NavEntry(
                "signed",
                _("Codes I signed"),
                icon="pen",
                url_name="attestation:mine",
                shelf="more",
                roles=["practitioner"],
                order=30,
                note=_("Read, sign, and keep your copy"),
                pages=("attestation:",),
            )
        )
        register_nav(
            NavEntry(
                "campaigns",
                _("Signatures"),
                icon="pen",
                url_name="attestation:campaigns",
                shelf="more",
                roles=["board-staff"],
                order=30,
                note=_("Who has signed the edition in force"),
                pages=("attestation:campaigns", "attestation:campaign", "attestation:put"),
            )
        )
