"""Following links from page to page, as somebody would who wanted to see everything.

Pages of one kind (a clause, a worker, a ruling) share an address pattern; a few of each are looked at.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Page

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

FOR_ALL = ("/codes/", "/account/", "/help/", "/accessibility/", "/urgent/")
"""Pages that are the same for everyone: seen as a stranger and as a worker, and not once more for each role."""


def walk(page: Page, server: str, *, also: Sequence[str] = (), leave: tuple[str, ...] = ()) -> Iterator[str]:
    """Open page after page, starting where the visitor stands; yields each path once it is open.

    `also` are looked at whatever their kind; what begins with one of `leave` is left alone.
    """
    waiting = [urlsplit(page.url).path, *also]
    met: Counter[str] = Counter()
    seen: set[str] = set()
    while waiting:
        path = waiting.pop(0)
        kind = kind_of(path.partition("?")[0])
        if path in seen or path.startswith(leave) or (met[kind] >= OF_A_KIND and path not in also):
            continue
        seen.add(path)
        met[kind] += path not in also
        page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
        page.goto(path)
        waiting += links_on(page, server)
        yield path


def links_on(page: Page, server: str) -> list[str]:
    """Paths on this server that the page links to, without fragments, in page order."""
    found = page.locator("a[href]").evaluate_all("links => links.map(a => a.getAttribute('href'))")
    parts = [urlsplit(urljoin(page.url, address)) for address in found]
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
