"""What stands round every page: who reads it, where they are, and the ways on.

The apps that know people register one function that tells who a request belongs to::

    register_reader(lambda request: Reader(name="Dana Ruiz", place="Mesa Abierta Peer Center", roles={"worker"}))

`ui` itself only knows whether somebody is signed in.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy as _

from alongside.ui.shelves import ShownEntry, Words, shelf_for

#: Language code -> its name in its own words, the way the switch shows it.
OWN_NAMES = {"en": "English", "es": "Español"}


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads the page.

    name: as they wish to be called; empty for a stranger
    place: agency or board, shown beside the mark
    roles: what they are here, e.g. {"worker", "supervisor"}; decides what the shelves show
    account_url: where their own settings are; empty leaves their name unlinked
    """

    name: str = ""
    place: Words = ""
    roles: frozenset[str] = frozenset()
    account_url: str = ""

    @property
    def is_stranger(self) -> bool:
        return not self.name


STRANGER = Reader()

_reader_of: Callable[[HttpRequest], Reader] | None = None


def register_reader(reader_of: Callable[[HttpRequest], Reader]) -> None:
    """Say how to tell who a request belongs to. The last caller wins; call it from `AppConfig.ready`."""
    global _reader_of
    _reader_of = reader_of


def reader_of(request: HttpRequest) -> Reader:
    """Who reads: by the registered function, else by sign-in alone."""
    if _reader_of is not None:
        return _reader_of(request)
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return STRANGER
    return Reader(name=str(getattr(user, "name", "") or user.get_username()))


@dataclass(frozen=True, slots=True)
class PageScript:
    """A module that an app puts on the pages of certain readers. data: what it is told, as `data-told`."""

    src: str
    data: str = ""


_scripts: list[Callable[[HttpRequest], PageScript | None]] = []


def register_script(script_for: Callable[[HttpRequest], PageScript | None]) -> None:
    """Put a module script on every page of the readers for whom the function gives one. Call it from `AppConfig.ready`."""
    if script_for not in _scripts:
        _scripts.append(script_for)


class Frame:
    """The frame of one page; each thing is worked out when a template first asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def reader(self) -> Reader:
        return reader_of(self._request)

    @cached_property
    def place(self) -> Words:
        return self.reader.place or _("Peer support, by its code of ethics")

    @cached_property
    def dock(self) -> list[ShownEntry]:
        """The main ways; none for a stranger."""
        return [] if self.reader.is_stranger else shelf_for("dock", self._request, self.reader.roles)

    @cached_property
    def more(self) -> list[ShownEntry]:
        """What More lists: what a phone's dock had no room for, then its own shelf without what the dock shows."""
        overflow = [entry for entry in self.dock if entry.overflows]
        docked = {entry.url for entry in self.dock}
        listed = shelf_for("more", self._request, self.reader.roles)
        return overflow + [entry for entry in listed if entry.url not in docked]

    @cached_property
    def foot(self) -> list[ShownEntry]:
        return shelf_for("foot", self._request, self.reader.roles)

    @cached_property
    def scripts(self) -> list[PageScript]:
        return [found for script_for in _scripts if (found := script_for(self._request)) is not None]

    @cached_property
    def urgent_url(self) -> str:
        """Two taps from anywhere for those who work with people; empty for others."""
        return _address_or_nothing("ui:urgent") if self.reader.roles & {"worker", "supervisor"} else ""

    @cached_property
    def sign_in_url(self) -> str:
        try:
            return resolve_url(settings.LOGIN_URL)
        except NoReverseMatch:
            return ""

    @cached_property
    def language_url(self) -> str:
        return _address_or_nothing("set_language")

    @property
    def other_language(self) -> str:
        """The code of the language the reader is not reading now."""
        return "en" if (get_language() or "en").startswith("es") else "es"

    @property
    def other_language_name(self) -> str:
        return OWN_NAMES[self.other_language]

    @property
    def is_demo(self) -> bool:
        return bool(getattr(settings, "DEMO", False))


def _address_or_nothing(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def frame(request: HttpRequest) -> dict[str, object]:
    """Context processor: `frame` in every template, costing nothing where it is not used."""
    return {"frame": Frame(request)}
