"""Who has signed a code in the demo state: through reading and signing, as people do. Others have not, and are asked to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from alongside.attestation.actions import put_to_holders, read_section, sign
from alongside.attestation.models import Campaign
from alongside.attestation.signing import affirmations_of, chapters_of, version_of
from alongside.people import clock
from alongside.people.models import Practitioner, Worker
from alongside.rulebook.queries import adoptions_of, standing_of
from alongside.site.demo import SIXTH_CODE

SIGNED: Final = (
    ("Dana Ruiz", "nm"),
    ("Hank Begaye", "nm"),
    ("Calvin Oxendine", "nc"),
    ("Xochitl Amaya", "ca"),
    ("Aggie Tunuchuk", "ak"),
    ("Tamsin Hale", SIXTH_CODE),
    ("Rafael Quist", SIXTH_CODE),
)


def sign_and_ask(workers: Mapping[str, Worker], today: date) -> None:
    """Some have signed the edition in force; Juniper's board asks the others, and lets nobody renew without."""
    for name, code in SIGNED:
        worker = workers[name]
        read_and_sign(worker.practitioner, code, clock.today_in(worker.agency.time_zone))
    put_to_holders(
        adoption=adoptions_of(SIXTH_CODE)[0],
        sign_by=today + timedelta(days=26),
        otherwise=Campaign.Otherwise.NO_RENEWAL,
        by=None,
    )


def read_and_sign(practitioner: Practitioner, code: str, on: date) -> None:
    """Read every section of the edition in force, and sign it."""
    user = practitioner.user
    assert user is not None, "everybody who signs in the demo has an account"
    standing = standing_of(code, on)
    for chapter in chapters_of(standing.edition):
        read_section(
            practitioner=practitioner,
            code=code,
            section=chapter.name,
            edition_digest=standing.edition.digest,
            by=user,
        )
    asked = [one.clause for one in affirmations_of(standing.edition)]
    sign(
        practitioner=practitioner,
        code=code,
        version=version_of(standing),
        affirmed=asked,
        name=practitioner.name,
        by=user,
    )
