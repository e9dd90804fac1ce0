"""The invented code of Juniper State: its document, and what its code file says of it."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

from canon.matching import Background, Document, Findable, MatchReport, Outline, Section, document_of, match

INVENTED = Path(__file__).parents[3] / "codes" / "invented"
DOCUMENT = INVENTED / "juniper.txt"
CODE = INVENTED / "juniper-jpss.toml"


@dataclass(frozen=True)
class Juniper:
    """The parts of a code file that matching reads."""

    clauses: tuple[Findable, ...]
    outline: Outline

    def match(self, text: str) -> MatchReport:
        return match(document_of(text), self.clauses, self.outline)


@pytest.fixture(scope="session")
def text() -> str:
    return DOCUMENT.read_text("utf-8")


@pytest.fixture(scope="session")
def document(text: str) -> Document:
    return document_of(text)


@pytest.fixture(scope="session")
def juniper() -> Juniper:
    file = tomllib.loads(CODE.read_text("utf-8"))
    return Juniper(
        clauses=tuple(Findable(clause["id"], clause["section"], clause["find"]) for clause in file["clause"]),
        outline=Outline(
            sections=tuple(Section(**section) for section in file["section"]),
            background=tuple(Background(**entry) for entry in file["background"]),
        ),
    )


@pytest.fixture(scope="session")
def report(juniper: Juniper, text: str) -> MatchReport:
    return juniper.match(text)
