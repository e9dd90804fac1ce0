"""Writes the public addresses of certificates to a file, one a line: what a load client asks for. `python -m bench.holders FILE`"""

from __future__ import annotations

import os
import sys
from pathlib import Path


def main() -> int:
    """Every certificate's token, to the file that the first word names."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.site.settings")
    import django

    django.setup()
    from alongside.credentials.models import Certificate

    tokens = Certificate.objects.order_by("pk").values_list("token", flat=True)
    Path(sys.argv[1]).write_text("".join(f"{token}\n" for token in tokens), encoding="ascii")
    return 0


if __name__ == "__main__":
    sys.exit(main())
