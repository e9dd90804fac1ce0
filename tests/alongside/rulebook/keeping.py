"""Boards that keep codes, their staff, and files to hand in: what tests of the rulebook and of its doors begin with."""

from datetime import date
from io import BytesIO
from pathlib import Path

from pypdf import PdfWriter

from alongside.accounts.models import User
from alongside.people.actions import give_role, open_agency, open_board
from alongside.people.models import Agency, Board, RoleKind
from alongside.rulebook.actions import entrust_code, load_document
from alongside.rulebook.files import CodeFile
from alongside.rulebook.models import Adoption, OfficialDocument
from alongside.rulebook.queries import files_of

INVENTED = Path(__file__).parents[3] / "codes" / "invented"
JUNIPER_FILE = INVENTED / "juniper-jpss.toml"
JUNIPER_TEXT = (INVENTED / "juniper.txt").read_bytes()
LONG_AGO = date(2020, 1, 1)
TODAY = date(2026, 11, 19)
PASSWORD = "a long walk together"


def board_keeping(code: str, slug: str = "") -> Board:
    """A board that keeps a code."""
    board = open_board(slug=slug or code, name=f"Board of {code}", place=code, zone="America/Denver", by=None)
    entrust_code(board=board, code=code, by=None)
    return board


def somebody(name: str, kind: RoleKind, place: Agency | Board) -> User:
    """An account with a role at a place since long ago."""
    user = User.objects.create_user(f"{name.lower()}@example.test", name=name, password=PASSWORD)
    give_role(user=user, kind=kind, place=place, from_day=LONG_AGO, by=None)
    return user


def staff_of(board: Board, name: str = "Wren") -> User:
    """Somebody who works for a board."""
    return somebody(name, RoleKind.BOARD_STAFF, board)


def an_agency(slug: str = "mesa") -> Agency:
    """An agency."""
    return open_agency(slug=slug, name=slug.title(), place="Somewhere", zone="America/Denver", by=None)


def juniper_file() -> CodeFile:
    """The code file of the invented state."""
    return files_of("juniper")[0]


def load_juniper(board: Board, by: User | None = None, data: bytes = JUNIPER_TEXT) -> OfficialDocument:
    """Juniper's document, loaded."""
    return load_document(board=board, code="juniper", file_name="juniper.txt", data=data, by=by)


def adopt_juniper(board: Board, by: User | None = None, *, from_day: date = date(2024, 3, 4)) -> Adoption:
    """Juniper's edition, adopted with its document."""
    from alongside.rulebook.actions import adopt_edition

    return adopt_edition(
        board=board,
        code="juniper",
        digest=juniper_file().edition.digest,
        document=load_juniper(board, by),
        from_day=from_day,
        after=0,
        by=by,
        on=TODAY,
    )


def a_pdf(text: str = "", *, password: str = "") -> bytes:
    """A PDF of one page; without a text it holds none, as a scan does."""
    writer = PdfWriter()
    page = writer.add_blank_page(600, 800)
    if text:
        write_on(writer, page, text)
    if password:
        writer.encrypt(password)
    found = BytesIO()
    writer.write(found)
    return found.getvalue()


def write_on(writer: PdfWriter, page: object, text: str) -> None:
    """Put lines of text on a page, in a font every reader has."""
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    assert isinstance(page, DictionaryObject)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): writer._add_object(font)})}
    )
    lines = [line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") for line in text.split("\n")]
    stream = DecodedStreamObject()
    body = "BT /F1 9 Tf 11 TL 20 780 Td " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    stream.set_data(body.encode("cp1252", "replace"))
    page[NameObject("/Contents")] = writer._add_object(stream)
