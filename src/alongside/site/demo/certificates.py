"""What has happened to the demo state's certificates since they were entered, through the actions that boards use."""

from datetime import date

from alongside.accounts.models import User
from alongside.credentials import actions
from alongside.credentials.models import Certificate
from alongside.site.demo.people import Holds


def decide(certificate: Certificate, holds: Holds, *, on: date, holder: User, staff: User) -> None:
    """Let a certificate stand as `holds` says, from a day. Nothing happens for those that stand as they were entered."""
    match holds:
        case Holds.GIVEN_UP:
            actions.give_up_certificate(certificate=certificate, on=on, by=holder)
        case Holds.INACTIVE:
            actions.make_inactive(certificate=certificate, on=on, cause="At home with a newborn", by=holder)
        case Holds.RENEWED:
            actions.renew_certificate(certificate=certificate, on=on, by=staff)
        case Holds.SUSPENDED:
            actions.suspend_certificate(certificate=certificate, on=on, cause="An inquiry is open", by=staff)
        case Holds.REVOKED:
            actions.revoke_certificate(certificate=certificate, on=on, cause="Demo order 4", by=staff)
        case Holds.IN_FORCE | Holds.RENEWAL_SOON | Holds.LAPSED | Holds.APPLIED:
            pass
