"""FHIR R4 Questionnaire JSON -> Questionnaire, or everything that is wrong with it. Pure; nothing is half read.

What FHIR allows and people cannot answer here (a file to attach, a reference) is a fault, and so is every modifier that
changes what an item means. What changes nothing for them (styles, mappings) is read past and noted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from alongside.instruments.extensions import BASE, decimal_of, extension, translations
from alongside.instruments.faults import Fault, Unfit
from alongside.instruments.jsons import open_json
from alongside.instruments.reading_conditions import read_conditions
from alongside.instruments.reading_options import read_options
from alongside.instruments.shapes import Item, Kind, Note, Questionnaire, Words

MOST_ITEMS: Final = 500
DEEPEST: Final = 6
LONGEST_TEXT: Final = 4000
LONGEST_ID: Final = 255
GREATEST: Final = 1_000_000_000

STATUSES: Final = ("draft", "active", "retired", "unknown")
_LINK_ID: Final = re.compile(r"\S+(?: \S+)*")
_URL: Final = re.compile(r"(?:https?://|urn:(?:uuid|oid):)[^\s|]{1,240}")
_READ_PAST: Final[Mapping[str, str | Promise]] = {
    "initial": gettext_lazy("An answer filled in beforehand is left out: people begin with an empty page."),
    "readOnly": gettext_lazy("A mark that the answer is not to be changed is read past."),
    "definition": gettext_lazy("A link to a definition is read past."),
}
"""What may stand in a file and changes nothing here, with what is told of it."""


def read_questionnaire(data: bytes) -> Questionnaire:
    """Raises Unfit with every fault found, each naming its item."""
    return Reader().read(open_json(data))


class Reader:
    """Gathers faults while it reads, so that people see all of them at once."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.notes: list[Note] = []
        self.link_ids: set[str] = set()
        self.asked_before: dict[str, Item] = {}
        self.contained: Mapping[str, Any] = {}
        self.count = 0

    def fault(self, code: str, where: str, says: str, remedy: str) -> None:
        self.faults.append(Fault(code, where, says, remedy))

    def note(self, where: str, says: str) -> None:
        self.notes.append(Note(where, says))

    def read(self, raw: Mapping[str, Any]) -> Questionnaire:
        kind = raw.get("resourceType")
        if kind != "Questionnaire":
            self.fault(
                "no-questionnaire",
                "resourceType",
                _("This is no Questionnaire."),
                _("Load the Questionnaire itself, not a bundle or an answer to it."),
            )
            raise Unfit(self.faults)
        self._refuse_modifiers(raw, "")
        self.contained = self._contained(raw.get("contained"))
        url, version = self._url(raw), self.text(raw, "version", "version", most=60)
        title = self.words(raw, "title", "title") or self.words(raw, "name", "name")
        if not title:
            self.fault("no-title", "title", _("It has no title."), _("Give it the title that people will read."))
        items = self.items(raw.get("item"), "item", 1)
        if not items:
            self.fault("no-items", "item", _("It asks nothing."), _("Add at least one question."))
        elif not self.asked_before:
            self.fault("no-questions", "item", _("It holds only headings."), _("Add at least one question."))
        if not version:
            self.fault(
                "no-version", "version", _("It has no version."), _("Give it one, like 1.0: answers are kept by it.")
            )
        found = Questionnaire(
            url=url,
            version=version,
            title=title,
            status=self._status(raw),
            language=self._language(raw),
            items=items,
            name=self.text(raw, "name", "name", most=LONGEST_ID),
            publisher=self.text(raw, "publisher", "publisher", most=LONGEST_ID),
            copyright=self.text(raw, "copyright", "copyright"),
            description=self.words(raw, "description", "description"),
            notes=tuple(self.notes),
        )
        if self.faults:
            raise Unfit(self.faults)
        return found

    def items(self, raw: Any, where: str, depth: int) -> tuple[Item, ...]:
        rows = self.listed(raw, where)
        if depth > DEEPEST:
            if rows:
                self.fault(
                    "too-deep",
                    where,
                    _("It stands more than %(most)d levels deep.") % {"most": DEEPEST},
                    _("Put questions into fewer groups inside groups."),
                )
            return ()
        return tuple(item for row in rows if (item := self._item(row, where, depth)) is not None)

    def _item(self, raw: Any, above: str, depth: int) -> Item | None:
        self.count += 1
        if self.count > MOST_ITEMS:
            if self.count == MOST_ITEMS + 1:
                self.fault(
                    "too-many-items",
                    "item",
                    _("It has more than %(most)d items.") % {"most": MOST_ITEMS},
                    _("Split it into instruments of their own."),
                )
            return None
        if not isinstance(raw, dict):
            self.fault(
                "not-an-item", above, _("Something here is no item."), _("Each item is an object with a linkId.")
            )
            return None
        link_id = self._link_id(raw, above)
        kind = self._kind(raw, link_id)
        if not link_id or kind is None:
            return None
        self._refuse_modifiers(raw, link_id)
        return self._known_item(raw, link_id, kind, depth)

    def _known_item(self, raw: Mapping[str, Any], link_id: str, kind: Kind, depth: int) -> Item:
        """An item whose linkId and type hold. Questions are known to those after them, and to those below."""
        words = self.words(raw, "text", link_id)
        if kind is not Kind.GROUP and not words:
            self.fault("no-words", link_id, _("It has no words to read."), _("Add the text of the question."))
        when, all_of = read_conditions(self, raw, link_id)
        for key, what in _READ_PAST.items():
            if key in raw:
                self.note(link_id, str(what))
        own = Item(
            link_id=link_id,
            kind=kind,
            words=words,
            prefix=self.text(raw, "prefix", link_id, most=20),
            required=self.truth(raw, "required", link_id),
            repeats=self.truth(raw, "repeats", link_id) and kind.is_asked,
            options=read_options(self, raw, link_id, kind),
            when=when,
            all_of=all_of,
            longest=self._longest(raw, link_id),
            least=decimal_of(extension(raw, f"{BASE}minValue")),
            most=decimal_of(extension(raw, f"{BASE}maxValue")),
            is_hidden=(extension(raw, f"{BASE}questionnaire-hidden") or {}).get("valueBoolean") is True,
        )
        self._check(own)
        if kind.is_asked:
            self.asked_before[link_id] = own
        below = self.items(raw.get("item"), link_id, depth + 1)
        if kind is Kind.DISPLAY and below:
            self.fault("below-words", link_id, _("Words to read have items below them."), _("Make it a group."))
        return _with_items(own, below)

    def _check(self, item: Item) -> None:
        if item.required and not item.kind.is_asked and item.kind is not Kind.GROUP:
            self.fault(
                "required-words", item.link_id, _("Words to read cannot be required."), _("Take “required” away.")
            )
        if item.is_hidden and item.required:
            self.fault(
                "hidden-required",
                item.link_id,
                _("It is hidden and must be answered."),
                _("Show it, or take “required” away."),
            )
        if item.repeats and not item.kind.has_options:
            self.fault(
                "repeats",
                item.link_id,
                _("It may be answered several times, and only choices can be."),
                _("Take “repeats” away, or offer answers to choose from."),
            )

    def _link_id(self, raw: Mapping[str, Any], above: str) -> str:
        found = raw.get("linkId")
        where = _("an item under %(above)s") % {"above": above}
        if not isinstance(found, str) or not found or len(found) > LONGEST_ID or not _LINK_ID.fullmatch(found):
            self.fault("no-link-id", where, _("It has no linkId."), _("Give each item a linkId of its own, like q1."))
            return ""
        if found in self.link_ids:
            self.fault(
                "link-id-twice",
                found,
                _("Two items have this linkId."),
                _("Give each its own; answers are kept by it."),
            )
            return ""
        self.link_ids.add(found)
        return found

    def _kind(self, raw: Mapping[str, Any], link_id: str) -> Kind | None:
        found = raw.get("type")
        try:
            return Kind(found)
        except ValueError:
            self.fault(
                "type-unknown",
                link_id,
                _("Its type “%(type)s” cannot be answered here.") % {"type": str(found)[:40]},
                _("Use one of these: %(types)s.") % {"types": ", ".join(kind.value for kind in Kind)},
            )
            return None

    def _longest(self, raw: Mapping[str, Any], link_id: str) -> int | None:
        found = raw.get("maxLength")
        if found is None:
            return None
        if isinstance(found, bool) or not isinstance(found, int) or not 1 <= found <= GREATEST:
            self.fault("max-length", link_id, _("Its maxLength is no whole number above 0."), _("Write one like 200."))
            return None
        return found

    def _url(self, raw: Mapping[str, Any]) -> str:
        found = self.text(raw, "url", "url", most=LONGEST_ID)
        if not _URL.fullmatch(found):
            self.fault(
                "no-url",
                "url",
                _("It has no url of its own."),
                _("Give it one that begins with https:// and never changes: versions are told apart under it."),
            )
        return found

    def _status(self, raw: Mapping[str, Any]) -> str:
        found = raw.get("status")
        if found not in STATUSES:
            self.fault("status", "status", _("Its status is not known."), _("Write draft, active, retired or unknown."))
            return "unknown"
        return str(found)

    def _language(self, raw: Mapping[str, Any]) -> str:
        found = raw.get("language", "en")
        return found if isinstance(found, str) and re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", found) else "en"

    def _contained(self, raw: Any) -> dict[str, Any]:
        rows = (row for row in self.listed(raw, "contained") if isinstance(row, dict))
        return {str(row.get("id")): row for row in rows}

    def _refuse_modifiers(self, raw: Mapping[str, Any], where: str) -> None:
        if "modifierExtension" in raw:
            self.fault(
                "modifier",
                where,
                _("It carries a modifier that changes what it means, and we cannot know how."),
                _("Ask who publishes it for a version without modifierExtension."),
            )

    def listed(self, raw: Any, where: str) -> Sequence[Any]:
        if raw is None:
            return ()
        if not isinstance(raw, list):
            self.fault("not-a-list", where, _("There should be a list here."), _("Put what is here into [ and ]."))
            return ()
        return raw

    def truth(self, raw: Mapping[str, Any], key: str, where: str) -> bool:
        found = raw.get(key, False)
        if not isinstance(found, bool):
            self.fault(
                "not-a-truth",
                where,
                _("“%(key)s” is neither true nor false.") % {"key": key},
                _("Write true or false."),
            )
            return False
        return found

    def text(self, raw: Mapping[str, Any], key: str, where: str, *, most: int = LONGEST_TEXT) -> str:
        found = raw.get(key, "")
        if not isinstance(found, str):
            self.fault("not-a-text", where, _("“%(key)s” is no text.") % {"key": key}, _("Put it in quotation marks."))
            return ""
        if len(found) > most:
            self.fault(
                "too-long",
                where,
                _("“%(key)s” is longer than %(most)d characters.") % {"key": key, "most": most},
                _("Shorten it."),
            )
            return ""
        if any(ord(mark) < 32 and mark not in "\t\n\r" for mark in found):
            self.fault("marks", where, _("“%(key)s” holds marks that are no text.") % {"key": key}, _("Type it again."))
            return ""
        return found.strip()

    def words(self, raw: Mapping[str, Any], key: str, where: str, *, most: int = LONGEST_TEXT) -> Words:
        """A text with its translations, which stand beside it under "_key"."""
        text = self.text(raw, key, where, most=most)
        others = {code: found for code, found in translations(raw.get(f"_{key}")) if len(found) <= most}
        return Words(text, others)


def _with_items(item: Item, below: tuple[Item, ...]) -> Item:
    return replace(item, items=below) if below else item
