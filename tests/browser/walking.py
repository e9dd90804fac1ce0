"""Following links from page to page, as somebody would who wanted to see everything.

Pages of one kind (a clause, a worker, a ruling) share an address pattern; a few of each are looked at.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit
from zlib import crc32

from django.urls import Resolver404, resolve
from playwright.sync_api import APIResponse, Page

from tests.browser.harness import PHONE

OF_A_KIND = 2
"""How many pages of one address pattern are looked at."""

LEFT_ALONE = re.compile(
    r"/sign-out/|/static/|/evidence/[0-9a-f-]{36}/$|/paper/$|/billing/exports/\d+/$|\.(csv|json|toml|txt|pdf)$"
)

ALSO = (
    "/codes/juniper/",
    "/codes/juniper/juniper.ties.1/",
    "/codes/juniper/document/",
    "/codes/compare/?code=juniper&code=nm&topic=gifts",
    "/codes/search/?q=gift",
    "/ask/accept-gift/",
    "/ask/close-case/",
    "/check/",
)
"""Pages that a walk over a few of each kind could miss: those with official words, a search, a question."""

ANCHORS = "Array.from(document.querySelectorAll('a[href]'), link => link.getAttribute('href'))"

FOR_ALL = ("/codes/", "/account/", "/help/", "/accessibility/", "/urgent/")
"""Pages that are the same for everyone: seen as a stranger and as a worker, and not once more for each role."""


def walk(page: Page, server: str, *, also: Sequence[str] = (), leave: tuple[str, ...] = ()) -> Iterator[str]:
    """Open page after page, starting where the visitor stands; yields each path once it is open.

    `also` are looked at whatever their kind; what begins with one of `leave` is left alone, but for where the walk starts.
    """

    def open_it(path: str) -> list[str]:
        open_narrow(page, path)
        return within(page.evaluate(ANCHORS), page.url, server)

    yield from each_reached(urlsplit(page.url).path, open_it, also=also, leave=leave)


def walk_a_share(page: Page, server: str, share: int, of: int) -> Iterator[str]:
    """Every `of`-th page of a walk, by its address alone, so that shares walked side by side leave none out."""
    for path in reached(page, server):
        if crc32(path.encode()) % of == share:
            open_narrow(page, path)
            yield path


def open_narrow(page: Page, path: str) -> None:
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    page.goto(path)


def each_reached(
    start: str, links_on: Callable[[str], list[str]], *, also: Sequence[str] = (), leave: tuple[str, ...] = ()
) -> Iterator[str]:
    """Every path that links lead to from a start, a few of each kind, each as soon as its own links are known."""
    waiting = [start, *also]
    wanted, found = set(waiting), set[str]()
    met: Counter[str] = Counter()
    for path in waiting:
        kind = kind_of(path.partition("?")[0])
        if path in found or (path not in wanted and (path.startswith(leave) or met[kind] >= OF_A_KIND)):
            continue
        found.add(path)
        met[kind] += path not in also
        waiting += links_on(path)
        yield path


_known: dict[tuple[str, str, str], list[str]] = {}


def reached(page: Page, server: str) -> list[str]:
    """Every path that a walk from where the visitor stands would open, found once for all its shares.

    Asked for in the visitor's name but not opened, which would cost five times as much: a link is there without scripts.
    """
    start, language = urlsplit(page.url).path, str(page.evaluate("document.documentElement.lang"))

    def ask(path: str) -> list[str]:
        return links_in(page.request.get(path, headers={"Accept-Language": language}), server)

    if (server, start, language) not in _known:
        _known[server, start, language] = list(each_reached(start, ask))
    return _known[server, start, language]


class Links(HTMLParser):
    """Where the anchors of a page point, in page order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.addresses += [value for name, value in attrs if name == "href" and value is not None]


def links_in(answer: APIResponse, server: str) -> list[str]:
    """What a page links to that was asked for and not opened."""
    if not answer.headers.get("content-type", "").startswith("text/html"):
        return []
    return within(Links(answer.text()).addresses, answer.url, server)


def within(addresses: Iterable[str], at: str, server: str) -> list[str]:
    """Paths on this server that addresses on a page lead to, without fragments, in page order."""
    parts = [urlsplit(urljoin(at, address)) for address in addresses]
    return [
        part.path + (f"?{part.query}" if part.query else "")
        for part in parts
        if f"{part.scheme}://{part.netloc}" == server and not LEFT_ALONE.search(part.path)
    ]


def kind_of(path: str) -> str:
    """The address pattern that a path belongs to."""
    try:
        return resolve(path).route
    except Resolver404:
        return path  # a dead link: let the browser meet it
