"""The words of each kind of notice, told at start by the app that it comes from.

register_kind("renewal.due", subject=_("Your certificate runs until %(day)s"), body=_("Renew it in one sitting."), days=("day",))
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext

from alongside.ui.amounts import day_words

Plain = str | int | bool | None


@dataclass(frozen=True, slots=True)
class Kind:
    """subject, body: lazy texts with %(name)s for the data; days: names of data that are days as ISO text."""

    subject: str | Promise
    body: str | Promise
    days: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """A notice as it is read."""

    subject: str
    body: str


class UnknownKind(LookupError):
    """A notice of a kind whose words nobody registered."""


_kinds: dict[str, Kind] = {}


def register_kind(kind: str, *, subject: str | Promise, body: str | Promise, days: tuple[str, ...] = ()) -> None:
    """Say how a kind of notice reads. Call it from `AppConfig.ready`; registering again replaces it."""
    _kinds[kind] = Kind(subject, body, days)


def require_kind(kind: str) -> None:
    """Raises UnknownKind for one that nobody registered."""
    if kind not in _kinds:
        raise UnknownKind(kind)


def words_of(kind: str, data: Mapping[str, Plain], language: str | None = None) -> Words:
    """A notice in words, in a language or in the one being spoken. Raises UnknownKind, KeyError for missing data."""
    require_kind(kind)
    own = _kinds[kind]
    with translation.override(language or translation.get_language()):
        said = {name: _said(name, value, own) for name, value in data.items()}
        return Words(str(own.subject) % said, str(own.body) % said)


def mail_words_of(kind: str, data: Mapping[str, Plain], language: str) -> Words:
    """As it goes out by mail, which carries no names: where a notice tells of somebody, only that it waits."""
    if "name" not in data:
        return words_of(kind, data, language)
    require_kind(kind)
    with translation.override(language):
        return Words(
            gettext("Something waits for you in Alongside"), gettext("It is about somebody, so sign in to read it.")
        )


def _said(name: str, value: Plain, kind: Kind) -> str:
    return day_words(date.fromisoformat(str(value))) if name in kind.days and value else str(value)
