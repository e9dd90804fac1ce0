"""What somebody answered, as a FHIR R4 QuestionnaireResponse. Pure.

Items stand as in the questionnaire: what is below a question stands in its answer, what is below a group in the group.
Scores are not part of it: R4 has no place for them there, and whoever takes it along can work them out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from alongside.instruments.asking import Answer, Answers, asked
from alongside.instruments.shapes import Item, Kind, Questionnaire


def response_resource(
    questionnaire: Questionnaire, answers: Answers, *, identifier: str, authored: datetime, language: str
) -> dict[str, Any]:
    """The resource as plain data; `json_text` writes it. Names nobody: who answered is known to who holds it."""
    open_items = {item.link_id for item in asked(questionnaire, answers)}
    return {
        "resourceType": "QuestionnaireResponse",
        "language": language,
        "identifier": {"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{identifier}"},
        "questionnaire": f"{questionnaire.url}|{questionnaire.version}",
        "status": "completed",
        "authored": authored.isoformat(timespec="seconds"),
        "item": _items(questionnaire.items, answers, open_items, language),
    }


def _items(items: Sequence[Item], answers: Answers, open_items: set[str], language: str) -> list[dict[str, Any]]:
    found = (_item(item, answers, open_items, language) for item in items if item.link_id in open_items)
    return [item for item in found if item is not None]


def _item(item: Item, answers: Answers, open_items: set[str], language: str) -> dict[str, Any] | None:
    """None for words to read, for a question without an answer, and for a group without one."""
    said: dict[str, Any] = {"linkId": item.link_id}
    if item.words:
        said["text"] = item.words.in_language(language)
    below = _items(item.items, answers, open_items, language)
    if item.kind is Kind.GROUP:
        return {**said, "item": below} if below else None
    given = answers.get(item.link_id, ())
    if not item.kind.is_asked or not given:
        return None
    told: list[dict[str, Any]] = [_answer(item, one, language) for one in given]
    if below:
        told[0]["item"] = below
    return {**said, "answer": told}


def _answer(item: Item, answer: Answer, language: str) -> dict[str, Any]:
    if answer.is_own:
        return {"valueString": answer.value}
    match item.kind:
        case Kind.BOOLEAN:
            return {"valueBoolean": answer.value == "true"}
        case Kind.INTEGER:
            return {"valueInteger": int(answer.value)}
        case Kind.DECIMAL:
            return {"valueDecimal": float(answer.value)}  # at most 15 digits were taken, and a float keeps those
        case Kind.DATE:
            return {"valueDate": answer.value}
        case Kind.CHOICE | Kind.OPEN_CHOICE:
            option = item.option(answer.value)
            assert option is not None, "answers are checked before they are kept"
            return _as_chosen(option.value, option.words.in_language(language))
        case _:
            return {"valueString": answer.value}


def _as_chosen(value: Mapping[str, object], words: str) -> dict[str, Any]:
    coding = value.get("valueCoding")
    if not isinstance(coding, dict):
        return dict(value)
    held = {key: coding[key] for key in ("system", "version", "code") if isinstance(coding.get(key), str)}
    return {"valueCoding": {**held, "display": words}}


def json_text(resource: Mapping[str, Any]) -> str:
    """Written out, indented."""
    return json.dumps(resource, ensure_ascii=False, indent=2) + "\n"


def links(resource: Mapping[str, Any]) -> Iterable[str]:
    """Every linkId in it, for those who check."""
    for item in resource.get("item", ()):
        yield item["linkId"]
        yield from links(item)
        for answer in item.get("answer", ()):
            yield from links(answer)
