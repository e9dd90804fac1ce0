"""Who somebody is as a practitioner: one row a person, found again by their account."""

from alongside.accounts.models import User
from alongside.database.prepared import Prepared
from alongside.people.models import Practitioner

_OF_USER = Prepared(lambda user: Practitioner.objects.filter(user=user), int)


def practitioner_of(user: User | None) -> Practitioner | None:
    """The practitioner with this account; None for somebody who never asked for a credential and works nowhere."""
    found = _OF_USER.first(user.pk) if user is not None else None
    if found is not None:
        found.user = user
    return found


def practitioner_for(*, user: User | None, name: str, email: str = "", county: str = "") -> Practitioner:
    """The practitioner with this account, made where there is none. Without an account it is always somebody new.

    Call it in the transaction of what needs them. Raises ValidationError for a name or address that is none.
    """
    known = practitioner_of(user)
    if known is not None:
        return known
    made = Practitioner(user=user, name=name, email=email, county=county)
    made.full_clean()
    made.save()
    return made
