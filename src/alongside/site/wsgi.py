"""What the web server runs."""

import gc
import os
from contextlib import suppress

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.site.settings")
application = get_wsgi_application()

from alongside.rulebook.files import shelf  # noqa: E402 -- once apps are ready
from canon.reading import FileRefused  # noqa: E402

get_resolver().url_patterns  # noqa: B018 -- every page's module, before the first request needs it
with suppress(FileRefused):  # told again, in words, by the first page that needs them
    shelf()

# What is loaded by now stays: it is not looked through again for garbage. A request makes some thousand objects that are gone
# with it, so they are looked through once in many requests instead of several times in each.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 20)
