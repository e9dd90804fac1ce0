"""Papers of others that are the same or nearly so: nc.5.1a, plagiarised documents and altered ones.

What is found is a question for whoever reviews a file, never a verdict: two colleagues may hand in the one letter that names
both, and two certificates of one course look alike.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, unique
from typing import Final

from django.db.models import Q, QuerySet

from alongside.evidence.models import EvidenceFile
from alongside.evidence.opening import may_open
from alongside.people.viewer import Viewer

NEARLY: Final = 16
"""Of 256 parts of a picture, how many may differ. Measured: saved anew at any size, none; another name painted over the
first, up to eleven; another picture, forty and more."""


@unique
class Likeness(Enum):
    """How another file is like one, the strongest first."""

    FILE = "file"
    """The very same file, as it came or once it was clean."""
    WORDS = "words"
    """Another PDF with the same letters and digits in the same order."""
    LOOK = "look"
    """A picture that looks nearly the same: the same paper saved anew, or with something changed."""


@dataclass(frozen=True)
class Alike:
    """Another owner's file, and how it is like the one asked about."""

    file: EvidenceFile
    how: Likeness


def same_bytes_elsewhere(file: EvidenceFile) -> QuerySet[EvidenceFile]:
    """Files of other owners that are this very file, as it came or once it was clean."""
    same = Q(handed_in_sha256=file.handed_in_sha256) | Q(stored_sha256=file.stored_sha256)
    return _of_others(file).filter(same)


def same_words_elsewhere(file: EvidenceFile) -> QuerySet[EvidenceFile]:
    """PDFs of other owners with the same words. None for a file with too few to tell."""
    return _of_others(file).filter(words_sha256=file.words_sha256) if file.words_sha256 else EvidenceFile.objects.none()


def nearly_same_pictures(file: EvidenceFile) -> QuerySet[EvidenceFile]:
    """Pictures of other owners that look nearly the same. Every picture there is gets compared: 0.1 s for 100,000."""
    if not file.look:
        return EvidenceFile.objects.none()
    looks = _of_others(file).exclude(look="").order_by().values_list("pk", "look")
    own = int(file.look, 16)
    near = [pk for pk, look in looks.iterator() if (int(look, 16) ^ own).bit_count() <= NEARLY]
    return _of_others(file).filter(pk__in=near)


def alike_files(viewer: Viewer, file: EvidenceFile) -> list[Alike]:
    """Files of others that are like one, each once, of those that the viewer may open anyway.

    Files withdrawn since count too: what was handed in for somebody else is no less the same.
    """
    found: dict[int, Alike] = {}
    for alike in _alike(file):
        if alike.file.pk not in found and may_open(viewer, alike.file):
            found[alike.file.pk] = alike
    return list(found.values())


def _alike(file: EvidenceFile) -> Iterator[Alike]:
    sources = {
        Likeness.FILE: same_bytes_elsewhere,
        Likeness.WORDS: same_words_elsewhere,
        Likeness.LOOK: nearly_same_pictures,
    }
    for how, look_for in sources.items():
        yield from (Alike(other, how) for other in look_for(file).select_related("owner", "board"))


def _of_others(file: EvidenceFile) -> QuerySet[EvidenceFile]:
    return EvidenceFile.objects.exclude(owner=file.owner_id).order_by("pk")
