"""What a worker has answered so far, carried from page to page in the posted form and nowhere else.

Not in the address, the session, the database or a log: a question that is not kept leaves nothing. Each answer is one
hidden field `said`, written `gift.value=30.00`; what no longer fits the act or its type is dropped and asked again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.http import QueryDict

from alongside.rulings.answers import NotAnAnswer, as_typed, read_answer
from canon.act import Act
from canon.values import Stated


@dataclass(frozen=True, slots=True)
class Sheet:
    """Answers by fact, in the order given; `under` are codes chosen by someone whose certificates we do not know."""

    said: Mapping[str, Stated] = field(default_factory=dict)
    under: tuple[str, ...] = ()

    def with_answer(self, fact: str, value: Stated) -> Sheet:
        """With one answer more, or changed."""
        return replace(self, said={**self.said, fact: value})

    def without(self, fact: str) -> Sheet:
        """With one answer taken back."""
        return replace(self, said={name: value for name, value in self.said.items() if name != fact})

    @property
    def last(self) -> str:
        """The fact answered last; empty where none was."""
        return list(self.said)[-1] if self.said else ""

    def fields(self) -> list[tuple[str, str]]:
        """The hidden fields that carry it on."""
        said = [("said", f"{fact}={as_typed(value)}") for fact, value in self.said.items()]
        return [*said, *(("under", code) for code in self.under)]


def read_sheet(act: Act, posted: QueryDict, *, codes: tuple[str, ...]) -> Sheet:
    """The sheet of a posted form, whatever stands in it; `codes` are those that may be chosen."""
    known = {fact.name: fact for fact in act.facts}
    said: dict[str, Stated] = {}
    for entry in posted.getlist("said"):
        name, _equals, typed = entry.partition("=")
        if name in known and not known[name].absent:
            try:
                said[name] = read_answer(known[name], [typed])
            except NotAnAnswer:
                said.pop(name, None)
    return Sheet(said, tuple(code for code in codes if code in posted.getlist("under")))
