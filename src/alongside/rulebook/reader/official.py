"""The official words beside ours: only from a document that was loaded and that matches the edition in full."""

from collections.abc import Sequence
from dataclasses import dataclass

from alongside.rulebook.documents import report_of
from alongside.rulebook.models import OfficialDocument, Stewardship
from alongside.rulebook.queries import Standing
from canon.matching import MatchReport


@dataclass(frozen=True)
class Printed:
    """The document a code's words are shown from, and how it matched. `is_adopted`: it stands behind an adoption."""

    document: OfficialDocument
    report: MatchReport
    is_adopted: bool

    def quoted(self, clause: str) -> str:
        """A clause's official words in quotation marks, or nothing."""
        found = self.report.match_of(clause)
        return f"“{found.words}”" if found else ""

    def shared_with(self, clause: str) -> Sequence[str]:
        """The other clauses that come from the same sentence."""
        found = self.report.match_of(clause)
        return found.shares_with if found else ()


def printed_of(standing: Standing) -> Printed | None:
    """The document of the adoption in force; before the first adoption the newest one loaded, if it matches in full."""
    edition, adoption = standing.edition, standing.adoption
    documents = OfficialDocument.objects.defer("content")
    if adoption is not None:
        document = documents.get(pk=adoption.document_id)
        return Printed(document, report_of(document, edition), is_adopted=True)
    keeper = Stewardship.objects.filter(code=edition.id).values("board")
    for document in documents.filter(code=edition.id, board__in=keeper).order_by("-at", "-pk")[:5]:
        report = report_of(document, edition)
        if report.is_complete:
            return Printed(document, report, is_adopted=False)
    return None
