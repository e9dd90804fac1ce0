"""Codes on file, a month with something in it, and an export, in one line each."""

from __future__ import annotations

from datetime import date

from alongside.accounts.models import User
from alongside.billing.codes import Choice, set_rule
from alongside.billing.exporting import Exported, bytes_of, export_month
from alongside.billing.models import Export, Setting, Way
from alongside.billing.month import Month, Service, Why, month_of
from alongside.people.models import Agency
from alongside.practice.holding import decide_hold
from alongside.practice.models import Contact, Hold
from tests.alongside.practice.makers import Practice

NOVEMBER = date(2026, 11, 1)


def administrator(here: Practice) -> User:
    return here.caseload.place.others["administrator"]


def agency(here: Practice) -> Agency:
    return here.caseload.place.agency


def put_codes_on_file(here: Practice, *, rounding: str = "eight-minute", entry: str = "h0038") -> None:
    """H0038 for one, H0038 HQ for groups, in person and by telephone, from the year's first day."""
    ways, day = (Way.IN_PERSON, Way.TELEPHONE), date(2026, 1, 1)
    for setting, key in ((Setting.ONE, entry), (Setting.GROUP, "h0038-hq")):
        choice = Choice(setting, ways, key, rounding, day)
        set_rule(agency=agency(here), choice=choice, by=administrator(here))


def month(here: Practice) -> Month:
    return month_of(agency(here), NOVEMBER)


def service(here: Practice, contact: Contact) -> Service:
    return next(own for own in month(here).services if own.contact == contact.pk)


def whys(here: Practice, contact: Contact) -> set[Why]:
    return {own.why for own in service(here, contact).reasons}


def exported(here: Practice) -> Exported:
    return export_month(agency=agency(here), first=NOVEMBER, by=administrator(here))


def text_of(export: Export) -> str:
    return b"".join(bytes_of(export)).decode()


def decide(here: Practice, contact: Contact, outcome: Hold.Outcome) -> None:
    for hold in Hold.objects.filter(contact=contact, outcome=""):
        decide_hold(hold=hold, outcome=outcome, words="We looked at it together.", by=here.amira)
