"""What is told of a resource, as people enter it: the same shape from a form, a list, and the demo state."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields

from alongside.resources.models import Kind, ResourceVersion
from alongside.wording.checking import key_of


@dataclass(frozen=True, slots=True)
class Told:
    """Everything a version says. kinds: at least one."""

    name: str
    offers: str
    kinds: tuple[Kind, ...]
    source: str
    offers_es: str = ""
    languages: str = ""
    area: str = ""
    phone: str = ""
    web: str = ""
    address: str = ""
    hours: str = ""
    cost: str = ""
    accessibility: str = ""

    def columns(self) -> dict[str, str]:
        """As a version keeps it."""
        return {
            **{name: value for name, value in asdict(self).items() if name != "kinds"},
            "kinds": kinds_text(self.kinds),
            "found_by": self.found_by(),
        }

    def found_by(self) -> str:
        """The words that a search looks in."""
        said = (self.name, self.offers, self.offers_es, self.area, self.address, self.languages)
        return f" {key_of(' '.join(said))} "

    @property
    def key(self) -> str:
        """The same for every way of typing the name and the area."""
        return f"{key_of(self.name)}|{key_of(self.area)}"


def told_of(version: ResourceVersion) -> Told:
    """What a version says."""
    plain = {field.name: getattr(version, field.name) for field in fields(Told) if field.name != "kinds"}
    return Told(kinds=tuple(version.kinds_listed), **plain)


def kinds_text(kinds: Iterable[Kind]) -> str:
    """Kinds as a column keeps them, each once and in one order."""
    said = set(kinds)
    return f"|{'|'.join(kind.value for kind in Kind if kind in said)}|"
