"""What a code file tells of its document: phrases to find, sections by their headings, sentences set aside.

A heading phrase that fills its line is a heading; one followed by a colon and text runs in; one that only begins a
sentence ("By signing this document") opens its section and stays part of what is said there. A background entry names
its section only where its phrase stands in several.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from canon.code import Background, Edition, Section


class FindablePhrase(Protocol):
    """Anything with a phrase to find in a section: every clause of a code is one."""

    @property
    def id(self) -> str:
        """Stable name, `nm.integrity.3`."""

    @property
    def section(self) -> str:
        """Name of the section where the phrase stands; empty where the document has no sections."""

    @property
    def find(self) -> str:
        """A few words of the document, capitals as printed."""


@dataclass(frozen=True, slots=True)
class Findable:
    """A phrase to find, without the rest of its clause."""

    id: str
    section: str
    find: str


@dataclass(frozen=True, slots=True)
class Outline:
    """The document's plan: sections in printed order, and what was set aside by hand."""

    sections: Sequence[Section] = ()
    background: Sequence[Background] = ()


def outline_of(edition: Edition) -> Outline:
    """The plan of its document that a code file declares."""
    return Outline(edition.sections, edition.background)
