"""Beginning a plan, opening, changing and deleting it; naming a person for support. The journal is told of none of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.people import clock
from alongside.rulings.sealing import CannotOpen, seal, unseal
from alongside.wellness.models import SupportPerson, WellnessPlan
from alongside.wellness.sealing import WrongWords, key_from, new_salt, open_plan, salt_of, seal_plan

SHORTEST_WORDS: Final = 10
LONGEST: Final = 10_000
"""Characters of one part of a plan."""

MOST_TRIES: Final = 5
REST: Final = timedelta(minutes=15)

PARTS: Final = (
    "keeps_well",
    "self_care",
    "signs",
    "when_hard",
    "support_team",
    "resources",
    "reflection",
)
"""What a plan may hold. What somebody notices in the self-check of sud.1.6 is kept nowhere."""


class NotPossible(ValueError):
    """Something cannot be done as asked. Nothing was changed. field: of the form, or empty for the whole of it."""

    def __init__(self, code: str, message: str, *, field: str = "") -> None:
        self.code = code
        self.field = field
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Opened:
    """A plan while it is open: its parts, its version, and the key that opened it."""

    parts: Mapping[str, str]
    version: int
    key: bytes

    def __repr__(self) -> str:  # nothing of it may reach an error report
        return "Opened(...)"


def begin_plan(*, words: str, by: User) -> Opened:
    """Begin one's own plan, empty. Raises NotPossible for words too short, or where there is a plan already."""
    if len(words.strip()) < SHORTEST_WORDS:
        raise NotPossible(
            "too-short", _("Choose 10 letters or more: three or four words you will not forget."), field="words"
        )
    salt = new_salt()
    key = key_from(words, salt)
    try:
        with transaction.atomic(durable=True):
            WellnessPlan.objects.create(user=by, sealed=seal_plan({}, key=key, salt=salt, user_id=by.pk))
    except IntegrityError:
        raise NotPossible("begun-already", _("You have a plan already. Open it with its own words.")) from None
    return Opened({}, 1, key)


def open_with_words(*, words: str, by: User) -> Opened:
    """Open one's own plan. Raises NotPossible for other words, and for a while after five of them."""
    with transaction.atomic(durable=True):
        plan = _locked(by)
        now = clock.now()
        rests = plan.wrong_at is not None and now - plan.wrong_at < REST
        if plan.wrong_tries >= MOST_TRIES and rests:
            raise NotPossible("resting", _("That was five tries. Try again in a quarter of an hour."), field="words")
        key = key_from(words, salt_of(plan.sealed))
        try:
            parts = open_plan(plan.sealed, key=key, user_id=by.pk)
        except WrongWords:
            plan.wrong_tries, plan.wrong_at = (plan.wrong_tries + 1 if rests else 1), now
            plan.save(update_fields=["wrong_tries", "wrong_at"])
            parts = None
        else:
            if plan.wrong_tries:
                plan.wrong_tries, plan.wrong_at = 0, None
                plan.save(update_fields=["wrong_tries", "wrong_at"])
    if parts is None:  # after the commit: the try counts
        raise NotPossible("wrong-words", _("These words do not open it. Nothing is lost."), field="words")
    return Opened(parts, plan.version, key)


def open_with_key(key: bytes, *, by: User) -> Opened | None:
    """The plan as it stands, while it is open; None where the key is another plan's, or there is none."""
    plan = WellnessPlan.objects.filter(user=by).first()
    if plan is None:
        return None
    try:
        return Opened(open_plan(plan.sealed, key=key, user_id=by.pk), plan.version, key)
    except (WrongWords, CannotOpen):
        return None


def keep_plan(*, opened: Opened, parts: Mapping[str, str], by: User) -> Opened:
    """Keep a plan as it is written now. `opened.version` is that of the page; kept twice the same, it is kept once.

    Raises NotPossible where it was changed elsewhere since, or a part is too long.
    """
    for name in PARTS:
        if len(parts.get(name, "")) > LONGEST:
            raise NotPossible("too-long", _("That is too long to keep: say it in fewer words."), field=name)
    with transaction.atomic(durable=True):
        plan = _locked(by)
        before = _before(plan, opened.key, by)
        content = {**before, **{name: parts[name].strip() for name in PARTS if name in parts}}
        content = {name: words for name, words in content.items() if words}
        if content == before:
            return Opened(before, plan.version, opened.key)
        if plan.version != opened.version:
            raise NotPossible(
                "changed-elsewhere",
                _("You changed your plan on another page since. Look at it there, then bring over what you want."),
            )
        plan.sealed = seal_plan(content, key=opened.key, salt=salt_of(plan.sealed), user_id=by.pk)
        plan.version += 1
        plan.save(update_fields=["sealed", "version"])
    return Opened(content, plan.version, opened.key)


def change_words(*, opened: Opened, words: str, by: User) -> Opened:
    """Let other words open it from now on. Raises NotPossible for words too short."""
    if len(words.strip()) < SHORTEST_WORDS:
        raise NotPossible(
            "too-short", _("Choose 10 letters or more: three or four words you will not forget."), field="words"
        )
    salt = new_salt()
    key = key_from(words, salt)
    with transaction.atomic(durable=True):
        plan = _locked(by)
        content = _before(plan, opened.key, by)
        plan.sealed = seal_plan(content, key=key, salt=salt, user_id=by.pk)
        plan.version += 1
        plan.save(update_fields=["sealed", "version"])
    return Opened(content, plan.version, key)


def delete_plan(*, by: User) -> None:
    """Delete one's own plan, open or not, without a trace. Deleted twice, it is gone once."""
    with transaction.atomic(durable=True):
        WellnessPlan.objects.filter(user=by).delete()


def has_plan(user: User) -> bool:
    """Whether they have begun one: for their own page alone."""
    return WellnessPlan.objects.filter(user=user).exists()


def name_support(*, name: str, by: User, on: date) -> SupportPerson:
    """Say whom one turns to, from a day; whoever was before ends on it. The same name again changes nothing."""
    if not name.strip():
        raise NotPossible("no-name", _("Write a name, or what you call them."), field="name")
    if len(name) > 120:
        raise NotPossible("too-long", _("That is too long to keep: say it in fewer words."), field="name")
    with transaction.atomic(durable=True):
        User.objects.select_for_update(of=("self",)).get(pk=by.pk)
        now = SupportPerson.objects.filter(user=by, to_day__isnull=True).first()
        if now is not None and support_name(now) == name.strip():
            return now
        if now is not None:
            _end(now, on)
        return SupportPerson.objects.create(user=by, sealed=seal(name.strip()), from_day=on)


def end_support(*, by: User, on: date) -> None:
    """Nobody is one's person for support from a day on. Said twice, it is so once."""
    with transaction.atomic(durable=True):
        User.objects.select_for_update(of=("self",)).get(pk=by.pk)
        now = SupportPerson.objects.filter(user=by, to_day__isnull=True).first()
        if now is not None:
            _end(now, on)


def forget_support(*, by: User) -> None:
    """Delete every name and day of it, without a trace: then the gap shows to oneself."""
    with transaction.atomic(durable=True):
        SupportPerson.objects.filter(user=by).delete()


def support_of(user: User) -> SupportPerson | None:
    """Whom they turn to now."""
    return SupportPerson.objects.filter(user=user, to_day__isnull=True).first()


def support_name(person: SupportPerson) -> str:
    """The name; empty where it can no longer be opened."""
    try:
        return str(unseal(person.sealed))
    except CannotOpen:
        return ""


def _end(row: SupportPerson, on: date) -> None:
    if row.from_day >= on:
        row.delete()  # named this very day: it has no days
        return
    row.to_day = on
    row.save(update_fields=["to_day"])


def _locked(by: User) -> WellnessPlan:
    plan = WellnessPlan.objects.select_for_update().filter(user=by).first()
    if plan is None:
        raise NotPossible("none", _("There is no plan here. Begin one."))
    return plan


def _before(plan: WellnessPlan, key: bytes, by: User) -> dict[str, str]:
    try:
        return open_plan(plan.sealed, key=key, user_id=by.pk)
    except WrongWords:
        raise NotPossible(
            "closed", _("Your plan is closed. Open it with its words; what you wrote is still here.")
        ) from None
