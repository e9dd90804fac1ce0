"""What is in force on a day: editions, policies, readings; and the documents that stand behind them.

The edition and the policy in force on the day of the act decide, so every question here is asked with a day.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import QuerySet

from alongside.database.prepared import ManyTexts, Prepared
from alongside.people.models import Agency, Board
from alongside.rulebook.editions import editions_by_digest
from alongside.rulebook.files import CodeFile, shelf
from alongside.rulebook.models import (
    Adoption,
    AgencyPolicy,
    OfficialDocument,
    ReadingConfirmation,
    Stewardship,
)
from alongside.rulebook.policies import policy_from_rows, rows_in_force
from alongside.rulebook.readings import wording_of
from canon.act import UnknownCode, Vocabulary
from canon.code import Edition, Reading
from canon.policy import NO_POLICY, Policy
from canon.reading import Library


@dataclass(frozen=True)
class Standing:
    """A code on a day: its edition, and the adoption that put it in force.

    `adoption` is None where the board has adopted nothing by then: the code file of the installation is shown and
    judged by, and pages say so.
    """

    edition: Edition
    adoption: Adoption | None

    @property
    def is_adopted(self) -> bool:
        return self.adoption is not None


def vocabulary() -> Vocabulary:
    """The acts and facts that rules speak of."""
    return shelf().library.vocabulary


def library() -> Library:
    """The vocabulary and the editions of the code files. What is in force is another question: `editions_in_force`."""
    return shelf().library


def code_ids() -> tuple[str, ...]:
    """Every code that can be read here: those with a file, in order of file, then those that were adopted alone."""
    known = dict.fromkeys(edition.id for edition in library().editions)
    return (
        *known,
        *Adoption.objects.exclude(code__in=known).order_by("code").values_list("code", flat=True).distinct(),
    )


def standings(codes: Iterable[str], on: date) -> dict[str, Standing]:
    """How each code stands on a day, in the order given. Raises UnknownCode for one that nobody wrote down."""
    wanted = list(dict.fromkeys(codes))
    adoptions = _adoptions_in_force(wanted, on)
    editions = editions_by_digest(adoption.edition.digest for adoption in adoptions.values())
    return {
        code: Standing(editions[adoptions[code].edition.digest], adoptions[code])
        if code in adoptions
        else Standing(_file_edition(code, on), None)
        for code in wanted
    }


def standing_of(code: str, on: date) -> Standing:
    """How one code stands on a day. Raises UnknownCode."""
    return standings([code], on)[code]


def editions_in_force(codes: Iterable[str], on: date) -> tuple[Edition, ...]:
    """The editions of these codes that are in force on a day, in the order given. Raises UnknownCode.

    Where a board has adopted nothing, the code file stands in: see `Standing.is_adopted`.
    """
    return tuple(standing.edition for standing in standings(codes, on).values())


def all_editions(on: date) -> tuple[Edition, ...]:
    """The editions of every code that can be read here, as in force on a day."""
    return editions_in_force(code_ids(), on)


def policy_of(agency: Agency | None, on: date) -> Policy:
    """What an agency's policy states on a day. One that set nothing states nothing, which is no."""
    return NO_POLICY if agency is None else policies_of([agency], on)[agency.pk]


def policies_of(agencies: Iterable[Agency], on: date) -> dict[int, Policy]:
    """The same of many agencies, by their id."""
    named = {agency.pk: agency.name for agency in agencies}
    rows: dict[int, list[AgencyPolicy]] = defaultdict(list)
    for row in AgencyPolicy.objects.filter(agency__in=named, from_day__lte=on):
        rows[row.agency_id].append(row)
    words = vocabulary()
    return {pk: policy_from_rows(name, rows_in_force(rows[pk]), words) for pk, name in named.items()}


def policy_history(agency: Agency) -> QuerySet[AgencyPolicy]:
    """Every row an agency's policy was made of, the newest day first."""
    return AgencyPolicy.objects.filter(agency=agency).select_related("by").order_by("-from_day", "-pk")


# ---- readings ----------------------------------------------------------------------------------------------------------


def verdicts(editions: Sequence[Edition]) -> Mapping[tuple[str, str], ReadingConfirmation]:
    """The board's last word on each reading of these editions, by clause and name; what it never spoke of is absent."""
    found: dict[tuple[str, str], ReadingConfirmation] = {}
    for row in _VERDICTS.all({edition.id for edition in editions}):
        own = [reading_of(edition, row.clause, row.reading) for edition in editions if edition.id == row.code]
        if any(reading is not None and wording_of(reading) == row.wording for reading in own):
            found[row.clause, row.reading] = row
    return found


_VERDICTS: Final = Prepared(
    lambda codes: ReadingConfirmation.objects.filter(code__in=codes).select_related("board").order_by("pk"),
    ManyTexts,
    seldom=True,
)


def confirmed_readings(editions: Sequence[Edition]) -> frozenset[tuple[str, str]]:
    """(clause, reading) of every reading a board has signed off in its present words; all others are unconfirmed."""
    confirmed = ReadingConfirmation.Verdict.CONFIRMED
    return frozenset(key for key, row in verdicts(editions).items() if row.verdict == confirmed)


def reading_of(edition: Edition, clause: str, name: str) -> Reading | None:
    """A reading by clause and name, if the edition has it."""
    return edition.clause(clause).reading(name) if edition.has(clause) else None


# ---- documents, adoptions and who keeps a code ----------------------------------------------------------------------------


def codes_kept_by(board: Board) -> tuple[str, ...]:
    """The codes a board keeps, by id."""
    return tuple(Stewardship.objects.filter(board=board).order_by("pk").values_list("code", flat=True))


def documents_of(board: Board, code: str) -> QuerySet[OfficialDocument]:
    """The documents a board loaded for a code, the newest first; without their bytes."""
    found = OfficialDocument.objects.filter(board=board, code=code).defer("content")
    return found.select_related("by").order_by("-at", "-pk")


def adoptions_of(code: str) -> QuerySet[Adoption]:
    """Every adoption of a code, the one with the latest day first."""
    found = Adoption.objects.filter(code=code).select_related("edition", "document", "by", "board")
    return found.defer("edition__content", "edition__vocabulary", "document__content").order_by("-from_day", "-number")


def files_of(code: str) -> tuple[CodeFile, ...]:
    """The code files of a code on disk, the latest edition first: what can be adopted."""
    own = (file for file in shelf().files if file.edition.id == code)
    return tuple(sorted(own, key=lambda file: file.edition.start, reverse=True))


def _adoptions_in_force(codes: Sequence[str], on: date) -> dict[str, Adoption]:
    return {row.code: row for row in _ADOPTIONS.all(codes) if row.from_day <= on}


_ADOPTIONS: Final = Prepared(
    lambda codes: (
        Adoption.objects.filter(code__in=codes)
        .select_related("edition", "document", "board")
        .defer("edition__content", "edition__vocabulary", "document__content", "document__text")
        .order_by("from_day", "number")
    ),
    ManyTexts,
    seldom=True,
)


def _file_edition(code: str, on: date) -> Edition:
    own = [edition for edition in library().editions if edition.id == code]
    if not own:
        raise UnknownCode(code, [edition.id for edition in library().editions])
    begun = [edition for edition in own if edition.start <= on]
    return max(begun, key=lambda e: e.start) if begun else min(own, key=lambda e: e.start)
