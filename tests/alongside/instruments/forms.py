"""Small questionnaires of our own words, and quick ways to change one."""

import copy
import json
from pathlib import Path
from typing import Any

import alongside.site.demo
from alongside.instruments.asking import Answer
from alongside.instruments.reading import read_questionnaire
from alongside.instruments.scores import Scoring
from alongside.instruments.scoring_files import read_scoring
from alongside.instruments.shapes import Questionnaire

FORMS = Path(alongside.site.demo.__file__).parent / "forms"
SURVEY = (FORMS / "how-support-is-going.json").read_bytes()
SURVEY_SCORING = (FORMS / "how-support-is-going.toml").read_bytes()
NEEDS = (FORMS / "what-would-help.json").read_bytes()
NEEDS_SCORING = (FORMS / "what-would-help.toml").read_bytes()

BASE = "http://hl7.org/fhir/StructureDefinition/"


def form(*items: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A questionnaire as data, valid but for what is put into it."""
    return {
        "resourceType": "Questionnaire",
        "url": "https://forms.example/small",
        "version": "1",
        "title": "Small",
        "status": "active",
        "item": list(copy.deepcopy(items)),
        **more,
    }


def item(link_id: str, kind: str = "string", **more: Any) -> dict[str, Any]:
    return {"linkId": link_id, "text": f"Question {link_id}", "type": kind, **more}


def option(code: str, score: object = None) -> dict[str, Any]:
    coding: dict[str, Any] = {"code": code, "display": code.title()}
    if score is not None:
        coding["extension"] = [{"url": f"{BASE}ordinalValue", "valueDecimal": score}]
    return {"valueCoding": coding}


def scale(link_id: str, least: int = 1, most: int = 5, **more: Any) -> dict[str, Any]:
    """A choice whose options are numbered and scored from least to most, and one that does not apply."""
    options = [option(f"o{value}", value) for value in range(least, most + 1)]
    return item(link_id, "choice", answerOption=[*options, option("na")], **more)


def read(*items: dict[str, Any], **more: Any) -> Questionnaire:
    return read_questionnaire(json.dumps(form(*items, **more)).encode())


def scoring(questionnaire: Questionnaire, *subscales: str) -> Scoring:
    head = f'format = 1\nquestionnaire = "{questionnaire.url}"\nsource = "Our own"\n'
    return read_scoring((head + "\n".join(subscales)).encode(), questionnaire)


def subscale(*items: str, how: str = "mean", more: str = "") -> str:
    listed = ", ".join(f'"{one}"' for one in items)
    return (
        f'[[subscale]]\nid = "all"\nname = "All"\nitems = [{listed}]\nhow = "{how}"\n'
        f'direction = "higher-is-better"\nnot_applicable = ["na"]\n{more}\n'
    )


def answers(**given: str | list[str]) -> dict[str, tuple[Answer, ...]]:
    return {
        link_id: tuple(Answer(one) for one in ([value] if isinstance(value, str) else value))
        for link_id, value in given.items()
    }
