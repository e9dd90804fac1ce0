"""What a device keeps so that it opens without signal: one page in each language, and what that page is made of.

The page is rendered without a request, so it cannot name anybody. The scripts stand under an address that holds a mark of all
of it: another content, another address, and a module imports its neighbours under the same one.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation

from alongside.practice.forms import NoteForm
from alongside.practice.offline.words import spoken

FOLDER: Final = "practice/offline"
MODULES: Final = (
    "start.js",
    "page.js",
    "list.js",
    "writing.js",
    "outbox.js",
    "keys.js",
    "seal.js",
    "store.js",
    "note_form.js",
)
WORKER: Final = "worker.js"
LANGUAGES: Final = tuple(code for code, _name in settings.LANGUAGES)
FONTS: Final = tuple(
    f"vendor/uswds/fonts/public-sans/PublicSans-{cut}.woff2" for cut in ("Regular", "SemiBold", "ExtraBold")
)
DRAWN: Final = tuple(
    f"vendor/uswds/img/{name}.svg" for name in ("usa-icons/unfold_more", "checkbox-indeterminate", "correct8")
)
"""What its style sheets ask for."""

_UNMARKED: Final = "unmarked"
_ASSETS: Final = re.compile(r'(?:href|src)="(/[^"]+\.(?:css|js|svg)(?:\?[^"]*)?)"')


def version() -> str:
    """A mark of everything that a device keeps."""
    return _version() if not settings.DEBUG else _version.__wrapped__()


@lru_cache(maxsize=1)
def _version() -> str:
    parts = [source(name) for name in (*MODULES, WORKER)]
    parts += [words_module(language) for language in LANGUAGES]
    parts += [page(language, _UNMARKED) for language in LANGUAGES]
    return sha256("\n".join(parts).encode()).hexdigest()[:12]


def page(language: str, mark: str | None = None) -> str:
    """The page that opens without signal, in a language."""
    with translation.override(language):
        context = {"version": mark or version(), "form": empty_form(), "language": language}
        return str(render_to_string("practice/offline/shell.html", context))


def empty_form() -> NoteForm:
    """The form of a note with nobody's words in it. Its fields are named apart from those of another form on the page."""
    form = NoteForm()
    form.auto_id = "note_%s"
    return form


def source(name: str) -> str:
    """The text of a script. Raises FileNotFoundError."""
    found = finders.find(f"{FOLDER}/{name}")
    if not found:
        raise FileNotFoundError(name)
    return Path(found).read_text(encoding="utf-8")


def words_module(language: str) -> str:
    """What the scripts say, as a module of its own."""
    with translation.override(language):
        return f"export default {json.dumps(spoken(), ensure_ascii=False, sort_keys=True)};\n"


def worker_script() -> str:
    """The service worker, told what to keep. It is asked for anew at every visit, so that it learns of another version."""
    mark = version()
    modules = [reverse("practice:offline_script", args=[mark, name]) for name in MODULES]
    modules += [reverse("practice:offline_words", args=[mark, language]) for language in LANGUAGES]
    pages = {language: reverse("practice:offline_page", args=[language]) for language in LANGUAGES}
    assets = dict.fromkeys(_ASSETS.findall("".join(page(language) for language in LANGUAGES)))
    files = [*modules, *(own for own in assets if own not in modules)]
    files += [static(name).partition("?")[0] for name in (*FONTS, *DRAWN)]
    kept = {"version": mark, "pages": pages, "files": files}
    return f"const KEPT = {json.dumps(kept, sort_keys=True)};\n{source(WORKER)}"
