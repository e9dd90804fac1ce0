"""Who may open a file, and what rests on it: the apps that ask for files say so at start, each for its own kinds.

    register_opener("application", allows=decides_on_it)      in AppConfig.ready: application, application-training, ...
    register_keeper("application", rests_on=was_sent)

A file whose kind nobody speaks for is open to its owner alone.
"""

from collections.abc import Callable
from typing import TypeAlias

from alongside.evidence.models import EvidenceFile
from alongside.people.viewer import Viewer

Allows: TypeAlias = Callable[[Viewer, EvidenceFile], bool]
RestsOn: TypeAlias = Callable[[EvidenceFile], bool]

_openers: dict[str, Allows] = {}
_keepers: dict[str, RestsOn] = {}


class SpokenForTwice(RuntimeError):
    """Two apps speak for the same kinds of file."""


def register_opener(kind_prefix: str, allows: Allows) -> None:
    """Let those open files of these kinds for whom `allows` is true, besides the owner."""
    _register(_openers, kind_prefix, allows)


def register_keeper(kind_prefix: str, rests_on: RestsOn) -> None:
    """Keep a file of these kinds from being withdrawn while `rests_on` it is true: an application that was sent, say.

    It is asked with the file's row locked. So an act that begins to rest on files locks their rows first
    (`files_of(...).select_for_update(of=("self",))`), and none is withdrawn between its look and its commit.
    """
    _register(_keepers, kind_prefix, rests_on)


def may_open(viewer: Viewer, file: EvidenceFile) -> bool:
    """Its owner, and whoever the app that asked for it lets."""
    return is_own(viewer, file) or any(allows(viewer, file) for allows in _speaking_for(_openers, file.kind))


def is_own(viewer: Viewer, file: EvidenceFile) -> bool:
    return viewer.practitioner is not None and viewer.practitioner.pk == file.owner_id


def is_kept(file: EvidenceFile) -> bool:
    """Whether something rests on it, so that it may not be withdrawn."""
    return any(rests_on(file) for rests_on in _speaking_for(_keepers, file.kind))


Said = Allows | RestsOn


def _register(book: dict[str, Callable[..., bool]], kind_prefix: str, says: Callable[..., bool]) -> None:
    if book.get(kind_prefix, says) is not says:
        raise SpokenForTwice(kind_prefix)
    book[kind_prefix] = says


def _speaking_for(book: dict[str, Callable[..., bool]], kind: str) -> list[Callable[..., bool]]:
    return [says for prefix, says in book.items() if kind == prefix or kind.startswith(f"{prefix}-")]
