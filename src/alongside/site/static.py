"""Addresses of static files carry a mark of their content, so that browsers may keep them for long and never too long."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.utils.functional import cached_property


class MarkedStaticFiles(StaticFilesStorage):
    """`/static/ui/theme.css?v=5f0c2b7a91`: another content, another address. Nothing is collected or copied."""

    def url(self, name: str | None) -> str:
        known = self._addresses.get(name)
        if known is not None and not settings.DEBUG:
            return known
        address = super().url(name)
        mark = mark_of(name or "")
        if not mark:
            return address
        self._addresses[name] = f"{address}?{urlencode({'v': mark})}"
        return self._addresses[name]

    @cached_property
    def _addresses(self) -> dict[str | None, str]:
        """Those of files that are there, once looked for: pages name a few dozen, and nobody else names any."""
        return {}


def mark_of(name: str) -> str:
    """Ten characters that stand for a file's content; none for a file that is not there."""
    found = finders.find(name)
    if not found:
        return ""
    path = Path(found)
    return _mark(path, path.stat().st_mtime_ns) if settings.DEBUG else _mark(path, 0)


@lru_cache(maxsize=512)
def _mark(path: Path, _changed: int) -> str:
    return sha256(path.read_bytes()).hexdigest()[:10]
