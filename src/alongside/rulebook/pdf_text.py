"""Opens a PDF in a process of its own, within limits: a file made to harm can only harm that.

    python -m alongside.rulebook.pdf_text < document.pdf

prints JSON, `{"text": ...}` or `{"refused": code}`. Neither Django nor a setting of ours is there.
"""

import json
import logging
import sys

from alongside.rulebook.own_process import limit_ourselves
from alongside.rulebook.printed import open_printed
from canon.matching import DocumentRefused


def answer(data: bytes) -> dict[str, str]:
    """The document's text, or the code that says why there is none."""
    try:
        text = open_printed(data).text
    except DocumentRefused as refused:
        return {"refused": refused.code}
    return {"text": text.encode("utf-8", "replace").decode()}


if __name__ == "__main__":
    limit_ourselves()
    logging.disable(logging.CRITICAL)
    sys.stdout.write(json.dumps(answer(sys.stdin.buffer.read())))
