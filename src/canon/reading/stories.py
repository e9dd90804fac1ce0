"""Files of stories → Story. Every problem is named with its line; the words must be there in every language."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, cast

from canon.act import Act, UnknownAct, Vocabulary
from canon.reading.facts import read_facts
from canon.reading.faults import Fault, FileRefused
from canon.reading.fields import Fields
from canon.reading.folder import tables_in
from canon.story import Story
from canon.values import Stated, shown

LANGUAGES: Final = ("en", "es")
MOST_MINUTES: Final = 30
_ID = re.compile(r"[a-z]+(?:-[a-z]+)*")
_FIELDS: Final = ("id", "minutes", "act", "facts", "title", "tells", "asks")


def read_stories(folder: Path, vocabulary: Vocabulary) -> tuple[Story, ...]:
    """Every story of a folder's TOML files, in order of file. Raises FileRefused with every problem of every file."""
    stories: list[Story] = []
    faults: list[Fault] = []
    for fields in tables_in(folder, "story", faults):
        story = _story(fields, vocabulary)
        if story is not None and any(known.id == story.id for known in stories):
            fields.fault("story-twice", f"there are two stories {shown(story.id)}", "Rename one.", "id")
        elif story is not None:
            stories.append(story)
    if faults:
        raise FileRefused(faults)
    return tuple(stories)


def _story(fields: Fields, vocabulary: Vocabulary) -> Story | None:
    fields.only(_FIELDS)
    before = len(fields.faults)
    name, minutes = fields.text("id", required=True), fields.table.get("minutes")
    if name and not _ID.fullmatch(name):
        fields.fault("bad-id", f"{shown(name)} is no id", "Write small letters and dashes.", "id")
    if not isinstance(minutes, int) or isinstance(minutes, bool) or not 1 <= minutes <= MOST_MINUTES:
        fields.fault("bad-minutes", "it does not say how long it takes", f"Write 1 to {MOST_MINUTES}.", "minutes")
    act = _act(fields, vocabulary)
    facts = _facts(fields, act) if act else {}
    words = [_words(fields.table_of(part)) for part in ("title", "tells", "asks")]
    if len(fields.faults) > before or act is None:
        return None
    return Story(name, act, facts, cast("int", minutes), *words)


def _act(fields: Fields, vocabulary: Vocabulary) -> Act | None:
    name = fields.text("act", required=True)
    try:
        return vocabulary.acts[name] if name else None
    except UnknownAct as problem:
        fields.fault("unknown-act", str(problem), "Write an act of acts.toml.", "act")
        return None


def _facts(fields: Fields, act: Act) -> dict[str, Stated]:
    told = fields.table_of("facts").table
    try:
        return read_facts(told, act)
    except FileRefused as refused:
        for fault in refused.faults:
            fields.fault(fault.code, fault.what, fault.remedy, "facts")
        return {}


def _words(fields: Fields) -> dict[str, str]:
    fields.only(LANGUAGES)
    return {language: fields.text(language, required=True) for language in LANGUAGES}
