"""Files of prompts → Prompt. Every problem is named with its line; the words must be there in every language."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from canon.prompt import At, Prompt
from canon.reading.faults import Fault, FileRefused
from canon.reading.fields import Fields
from canon.reading.folder import tables_in
from canon.values import shown

LANGUAGES: Final = ("en", "es")
_FIELDS: Final = ("clause", "at", "of", *LANGUAGES)
_CLAUSE = re.compile(r"[a-z][a-z0-9-]*(\.[A-Za-z0-9-]+)+")


def read_prompts(folder: Path) -> tuple[Prompt, ...]:
    """Every prompt of a folder's TOML files, in order of file. Raises FileRefused with every problem of every file."""
    prompts: list[Prompt] = []
    faults: list[Fault] = []
    for fields in tables_in(folder, "prompt", faults):
        prompt = _prompt(fields)
        if prompt is not None and any(_same(prompt, known) for known in prompts):
            what = f"{prompt.clause} has two prompts at {prompt.at.value!r} for the same"
            fields.fault("prompt-twice", what, "Keep one.", "clause")
        elif prompt is not None:
            prompts.append(prompt)
    if faults:
        raise FileRefused(faults)
    return tuple(prompts)


def _prompt(fields: Fields) -> Prompt | None:
    fields.only(_FIELDS)
    before = len(fields.faults)
    clause = fields.text("clause", required=True)
    if clause and not _CLAUSE.fullmatch(clause):
        fields.fault("bad-id", f"{shown(clause)} is no clause id", "Write it as nm.role.0.", "clause")
    at = fields.one_of("at", At, At.REFLECTION)
    words = {language: fields.text(language, required=True) for language in LANGUAGES}
    of = fields.texts("of")
    return None if len(fields.faults) > before else Prompt(clause, at, words, of)


def _same(one: Prompt, other: Prompt) -> bool:
    return (one.clause, one.at, one.of) == (other.clause, other.at, other.of)
