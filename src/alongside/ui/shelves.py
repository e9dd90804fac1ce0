"""Where pages can be reached from: the dock, More, Urgent, the foot. Upper apps put their pages there at start.

`ui` knows no page of the apps above it. In its `AppConfig.ready` an app says::

    register_nav(NavEntry("ask", _("May I…?"), icon="ask", url_name="today:ask", roles={"worker"}, order=30, raised=True))

and every page then shows it to readers who hold one of these roles. A name that the URLs do not (yet) hold is left out
rather than shown as a dead link.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, Literal

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

Shelf = Literal["dock", "more", "urgent", "foot"]

#: A thumb reaches five; fewer entries rather than smaller letters.
DOCK_HOLDS: Final = 5


@dataclass(frozen=True, slots=True)
class NavEntry:
    """One page that can be reached from a shelf.

    key: unique on its shelf; registering it again replaces it
    roles: who sees it; empty means everybody the shelf is shown to
    order: lower stands further left (or higher up)
    note: a second line, shown on More and Urgent
    pages: other view names ("today:question") or whole namespaces ("rulebook:") that count as being here
    count: how many things wait there for this reader; 0 shows nothing
    raised: stands out in the middle of the dock, when the middle is where it lands
    query: what follows the "?" in the address, e.g. "act=report-abuse"
    when: whether it stands there for this reader; left out, for everybody with the role
    """

    key: str
    label: Words
    icon: str
    url_name: str
    kwargs: Mapping[str, str] = field(default_factory=dict)
    query: str = ""
    shelf: Shelf = "dock"
    roles: Iterable[str] = ()
    order: int = 50
    note: Words = ""
    pages: tuple[str, ...] = ()
    count: Callable[[HttpRequest], int] | None = None
    raised: bool = False
    when: Callable[[HttpRequest], bool] | None = None

    def is_for(self, roles: frozenset[str]) -> bool:
        wanted = frozenset(self.roles)
        return not wanted or bool(wanted & roles)

    def is_here(self, view_name: str) -> bool:
        return view_name == self.url_name or any(
            view_name.startswith(page) if page.endswith(":") else view_name == page for page in self.pages
        )


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """An entry as one page shows it to one reader."""

    key: str
    label: Words
    note: Words
    icon: str
    url: str
    count: int
    is_here: bool
    is_raised: bool
    overflows: bool  # a phone's dock has no room for it; More lists it there


_entries: dict[tuple[Shelf, str], NavEntry] = {}


def register_nav(entry: NavEntry) -> None:
    """Put a page on a shelf. Call it from `AppConfig.ready`."""
    _entries[entry.shelf, entry.key] = entry
    _laid_out.cache_clear()
    _asking.cache_clear()


def registered(shelf: Shelf) -> list[NavEntry]:
    """What stands on a shelf, in its order, for whomever."""
    return sorted((e for (s, _key), e in _entries.items() if s == shelf), key=lambda e: (e.order, e.key))


def shelf_for(shelf: Shelf, request: HttpRequest, roles: frozenset[str]) -> list[ShownEntry]:
    """What a shelf shows to someone holding `roles`, with counts and the page they are on."""
    match = request.resolver_match
    view_name = match.view_name if match else ""
    urls = get_urlconf() or settings.ROOT_URLCONF
    away = frozenset(e.key for e, when in _asking(shelf) if e.is_for(roles) and not when(request))
    return [
        ShownEntry(
            key=e.key,
            label=e.label,
            note=e.note,
            icon=e.icon,
            url=url,
            count=e.count(request) if e.count else 0,
            is_here=e.is_here(view_name),
            is_raised=is_raised,
            overflows=overflows,
        )
        for e, url, is_raised, overflows in _laid_out(shelf, roles, away, urls, get_script_prefix())
    ]


@lru_cache(maxsize=16)
def _asking(shelf: Shelf) -> tuple[tuple[NavEntry, Callable[[HttpRequest], bool]], ...]:
    """The entries of a shelf that ask of each reader whether they stand there."""
    return tuple((e, e.when) for e in registered(shelf) if e.when is not None)


@lru_cache(maxsize=256)
def _laid_out(
    shelf: Shelf, roles: frozenset[str], away: frozenset[str], _urls: str, _prefix: str
) -> tuple[tuple[NavEntry, str, bool, bool], ...]:
    """What a shelf holds for these roles, whoever has them: each entry's address, whether it is raised, and overflows.

    Kept, since it changes only with what apps register at start; roles are worked out anew for every request.
    """
    theirs = [e for e in registered(shelf) if e.is_for(roles) and e.key not in away]
    reachable = [(e, url) for e in theirs if (url := _address(e)) is not None]
    kept = _kept_on_dock([e for e, _url in reachable]) if shelf == "dock" else {e.key for e, _url in reachable}
    middle = _middle_of([e for e, _url in reachable if e.key in kept])
    return tuple((e, url, e.raised and e.key == middle, e.key not in kept) for e, url in reachable)


def _address(entry: NavEntry) -> str | None:
    try:
        url = reverse(entry.url_name, kwargs=dict(entry.kwargs) or None)
    except NoReverseMatch:
        return None
    return f"{url}?{entry.query}" if entry.query else url


def _kept_on_dock(entries: list[NavEntry]) -> set[str]:
    """The keys that fit on a phone: the first ones, and always the last, which is More."""
    if len(entries) <= DOCK_HOLDS:
        return {e.key for e in entries}
    return {e.key for e in [*entries[: DOCK_HOLDS - 1], entries[-1]]}


def _middle_of(entries: list[NavEntry]) -> str | None:
    return entries[len(entries) // 2].key if len(entries) % 2 else None


def stock_own_shelves() -> None:
    """What `ui` itself puts on shelves."""
    register_nav(NavEntry("more", _("More"), icon="menu", url_name="ui:more", order=1000))
