"""What a checked file is told to be, in plain words: what is wrong, and what to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.badges.verifying import Caution, Fault, Verdict

_ASK_FOR_IT_AGAIN: Final = _("Ask the holder to download the file again and send it to you as it is, as an attachment.")
_ASK_THE_BOARD: Final = _("Check the name or the number with the board instead.")
_NEW_FILE: Final = _("Ask the holder to sign in and download a new file.")
_LOOK_UP: Final = _("Look the certificate up by name or number to see how it stands.")


@dataclass(frozen=True, slots=True)
class FindingWords:
    """what: what is wrong, a sentence without its stop; do: what to do."""

    what: Promise
    do: Promise


WORDS: Final[Mapping[Fault | Caution, FindingWords]] = MappingProxyType(
    {
        Fault.NOT_READABLE: FindingWords(_("This is no certificate file"), _ASK_FOR_IT_AGAIN),
        Fault.TOO_LARGE: FindingWords(
            _("This file is too large or too tangled to be a certificate"),
            _("A certificate file is a few thousand characters of text. Look whether you chose the right file."),
        ),
        Fault.NOT_A_CERTIFICATE: FindingWords(
            _("This file says something else than who holds which certificate"), _ASK_FOR_IT_AGAIN
        ),
        Fault.FOREIGN_WORDS: FindingWords(
            _("This file gives words a meaning of its own"),
            _ASK_THE_BOARD,
        ),
        Fault.UNKNOWN_ISSUER: FindingWords(
            _("Nobody we know signed this file"),
            _("It may come from another site. Ask the board it names how its files are checked."),
        ),
        Fault.NO_PROOF: FindingWords(_("Nobody has signed this file"), _ASK_FOR_IT_AGAIN),
        Fault.OTHER_SUITE: FindingWords(
            _("This file is signed in a way that our boards do not use"),
            _("Boards here sign with eddsa-jcs-2022. Ask whoever issued the file how it is checked."),
        ),
        Fault.BAD_PROOF: FindingWords(_("A part of the signature is missing or damaged"), _ASK_FOR_IT_AGAIN),
        Fault.PROOF_OVER: FindingWords(_("The signature has run out"), _NEW_FILE),
        Fault.UNKNOWN_KEY: FindingWords(_("It is signed with a key that is not the board’s"), _ASK_THE_BOARD),
        Fault.KEY_CALLED_BACK: FindingWords(_("The board has called back the key that signed this file"), _NEW_FILE),
        Fault.TAMPERED: FindingWords(_("Something in this file was changed after it was signed"), _ASK_THE_BOARD),
        Fault.NOT_YET_VALID: FindingWords(_("The certificate in this file has not begun"), _LOOK_UP),
        Fault.EXPIRED: FindingWords(
            _("The certificate in this file has ended"),
            _("If it was renewed since, the holder has a new file. Ask for that one, or look the certificate up."),
        ),
        Fault.SUSPENDED: FindingWords(_("The certificate has been set aside or suspended"), _LOOK_UP),
        Fault.REVOKED: FindingWords(
            _("This file has been taken back"),
            _(
                "The certificate was revoked or given up, or a newer file took the place of this one. "
                "Look the certificate up to see how it stands."
            ),
        ),
        Fault.BAD_LIST: FindingWords(
            _("The board’s list of what was taken back could not be relied on"),
            _("So nobody can tell whether this file still holds. Look the certificate up, or ask the board."),
        ),
        Caution.LIST_NOT_ASKED: FindingWords(
            _("The board’s list could not be asked"),
            _("The certificate may have been suspended or revoked since. Check again when you are online."),
        ),
        Caution.LIST_TOO_OLD: FindingWords(
            _("The board’s list is more than a day old"),
            _("The certificate may have been suspended or revoked since. Check again with a newer list."),
        ),
    }
)


def headline(verdict: Verdict) -> Promise:
    """The answer in one sentence, without its stop."""
    if verdict.is_good:
        return _("This certificate is good today")
    if verdict.faults:
        return _("Do not rely on this file")
    return _("The signature is good, and the rest could not be asked")


def findings(verdict: Verdict) -> list[FindingWords]:
    """What is wrong with it and what could not be asked, in the order in which it was looked at."""
    found: list[Fault | Caution] = [*verdict.faults, *verdict.cautions]
    return [WORDS[finding] for finding in found]
