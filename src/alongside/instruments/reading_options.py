"""The answers that a choice offers: written out beside it, or in a value set that the file itself contains. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from alongside.instruments.extensions import BASE, SCORES, decimal_of, extension, translations
from alongside.instruments.shapes import Kind, Option, Words

if TYPE_CHECKING:
    from alongside.instruments.reading import Reader

MOST_OPTIONS: Final = 200
LONGEST: Final = 1000


def read_options(reader: Reader, raw: Mapping[str, Any], link_id: str, kind: Kind) -> tuple[Option, ...]:
    """In the file's order. Faults go to the reader."""
    listed, by_set = reader.listed(raw.get("answerOption"), link_id), raw.get("answerValueSet")
    if not kind.has_options:
        if listed or by_set:
            reader.fault(
                "options-unused",
                link_id,
                _("It offers answers, and its type takes none."),
                _("Make it a choice, or take the answers away."),
            )
        return ()
    rows = list(_of_set(reader, by_set, link_id)) if by_set is not None else list(listed)
    if len(rows) > MOST_OPTIONS:
        reader.fault(
            "too-many-options",
            link_id,
            _("It offers more than %(most)d answers.") % {"most": MOST_OPTIONS},
            _("Ask in two steps."),
        )
        return ()
    found = tuple(option for row in rows if (option := _option(reader, row, link_id)) is not None)
    if not rows and kind is Kind.CHOICE and by_set is None:
        reader.fault("no-options", link_id, _("It offers no answer to choose."), _("List them under answerOption."))
    for key, times in Counter(option.key for option in found).items():
        if times > 1:
            reader.fault(
                "option-twice",
                link_id,
                _("It offers “%(key)s” twice.") % {"key": key[:80]},
                _("Give each answer a code of its own."),
            )
    return found


def _option(reader: Reader, raw: Any, link_id: str) -> Option | None:
    value = _value(raw)
    match value:
        case ("valueCoding", dict(coding)):
            found = _coded(reader, coding, link_id)
        case ("valueString", str(text)) if text.strip():
            found = (text.strip(), Words(text.strip(), dict(translations(raw.get("_valueString")))))
        case ("valueInteger", int(number)) if not isinstance(number, bool):
            found = (str(number), Words(str(number)))
        case _:
            found = None
    if found is None or len(found[0]) > LONGEST or len(found[1].text) > LONGEST:
        reader.fault(
            "option-unfit",
            link_id,
            _("One of its answers cannot be read."),
            _("Write each as valueCoding with code and display, as valueString or as valueInteger."),
        )
        return None
    key, words = found
    held = raw.get("valueCoding") if isinstance(raw, dict) else None
    return Option(
        key=key,
        words=words,
        value={value[0]: value[1]} if value else {},
        score=_score(raw, held),
        is_exclusive=(extension(raw, f"{BASE}questionnaire-optionExclusive") or {}).get("valueBoolean") is True,
    )


def _value(raw: Any) -> tuple[str, Any] | None:
    if not isinstance(raw, dict):
        return None
    held = [(key, raw[key]) for key in ("valueCoding", "valueString", "valueInteger") if key in raw]
    return held[0] if len(held) == 1 else None


def _coded(reader: Reader, coding: Mapping[str, Any], link_id: str) -> tuple[str, Words] | None:
    code = reader.text(coding, "code", link_id, most=LONGEST)
    words = reader.words(coding, "display", link_id, most=LONGEST)
    if not code and not words:
        return None
    return code or words.text, words or Words(code)


def _score(*places: Any) -> Any:
    """The ordinal value: FHIR puts it on the option or on its coding."""
    return next((number for place in places if (number := decimal_of(extension(place, *SCORES))) is not None), None)


def _of_set(reader: Reader, address: Any, link_id: str) -> Iterator[dict[str, Any]]:
    """The codings of a contained value set, as options."""
    held = reader.contained.get(address[1:]) if isinstance(address, str) and address.startswith("#") else None
    if not isinstance(held, dict) or held.get("resourceType") != "ValueSet":
        reader.fault(
            "value-set-elsewhere",
            link_id,
            _("Its answers stand in a value set that the file does not hold."),
            _("Write the answers out under answerOption, or contain the value set."),
        )
        return
    compose = held.get("compose")
    for part in reader.listed(compose.get("include") if isinstance(compose, dict) else None, link_id):
        for concept in reader.listed(part.get("concept") if isinstance(part, dict) else None, link_id):
            if isinstance(concept, dict):
                yield _as_option(concept, part.get("system"))


def _as_option(concept: Mapping[str, Any], system: Any) -> dict[str, Any]:
    said = concept.get("designation")
    others = [one for one in said if isinstance(one, dict)] if isinstance(said, list) else []
    translated = [
        {
            "url": f"{BASE}translation",
            "extension": [
                {"url": "lang", "valueCode": one.get("language")},
                {"url": "content", "valueString": one.get("value")},
            ],
        }
        for one in others
    ]
    coding = {"system": system, "code": concept.get("code"), "display": concept.get("display")}
    held: dict[str, Any] = {key: value for key, value in coding.items() if value is not None}
    if translated:
        held["_display"] = {"extension": translated}
    return {"valueCoding": held, "extension": concept.get("extension")}
