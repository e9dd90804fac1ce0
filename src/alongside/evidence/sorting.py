"""What a file is, by its first bytes. Its name and what the browser says of it are never asked."""

from enum import Enum, auto, unique
from typing import Final

from alongside.evidence.faults import Fault, Unfit


@unique
class Sort(Enum):
    """The kinds of file that are taken in."""

    PDF = auto()
    JPEG = auto()
    PNG = auto()
    WEBP = auto()


_FIRST_PART: Final = 4096
_OFFICE_INSIDE: Final = (b"[Content_Types].xml", b"word/", b"xl/", b"ppt/", b"mimetypeapplication/vnd.oasis", b"Index/")

_TAKEN: Final = (
    (b"%PDF-", Sort.PDF),
    (b"\xff\xd8\xff", Sort.JPEG),
    (b"\x89PNG\r\n\x1a\n", Sort.PNG),
)
_REFUSED: Final = (
    (b"GIF8", Fault.OTHER_PICTURE),
    (b"BM", Fault.OTHER_PICTURE),
    (b"II*\x00", Fault.OTHER_PICTURE),
    (b"MM\x00*", Fault.OTHER_PICTURE),
    (b"\x00\x00\x00\x0cjP  ", Fault.OTHER_PICTURE),
    (b"\xd0\xcf\x11\xe0", Fault.OFFICE),
    (b"{\\rtf", Fault.OFFICE),
    (b"%!PS", Fault.OFFICE),
    (b"Rar!", Fault.ARCHIVE),
    (b"7z\xbc\xaf", Fault.ARCHIVE),
    (b"\x1f\x8b", Fault.ARCHIVE),
    (b"BZh", Fault.ARCHIVE),
    (b"\xfd7zXZ", Fault.ARCHIVE),
    (b"MZ", Fault.PROGRAM),
    (b"\x7fELF", Fault.PROGRAM),
    (b"\xca\xfe\xba\xbe", Fault.PROGRAM),
    (b"\xcf\xfa\xed\xfe", Fault.PROGRAM),
    (b"#!", Fault.PROGRAM),
    (b"ID3", Fault.SOUND_OR_VIDEO),
    (b"OggS", Fault.SOUND_OR_VIDEO),
    (b"fLaC", Fault.SOUND_OR_VIDEO),
    (b"\x1aE\xdf\xa3", Fault.SOUND_OR_VIDEO),
    (b"<", Fault.WEB_PAGE),
)
_HEIC_BRANDS: Final = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")


def sort_of(data: bytes) -> Sort:
    """What a file is. Raises Unfit for anything that is not taken in, naming what it seems to be.

    A PDF with something in front of it is no PDF here: programs do not agree on what such a file is.
    """
    if not data:
        raise Unfit(Fault.EMPTY)
    plain = data[:_FIRST_PART].removeprefix(b"\xef\xbb\xbf").lstrip(b"\x00\t\n\x0c\r ")
    for head, sort in _TAKEN:
        if (plain if sort is Sort.PDF else data).startswith(head):
            return sort
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return Sort.WEBP
    raise Unfit(_fault_of(data, plain))


def _fault_of(data: bytes, plain: bytes) -> Fault:
    if data.startswith(b"PK"):
        return Fault.OFFICE if any(name in data[:_FIRST_PART] for name in _OFFICE_INSIDE) else Fault.ARCHIVE
    if data[4:8] == b"ftyp":
        return _fault_of_brand(data[8:12])
    if data.startswith(b"RIFF"):
        return Fault.SOUND_OR_VIDEO
    for head, fault in _REFUSED:
        if (plain if fault is Fault.WEB_PAGE else data).startswith(head):
            return fault
    return Fault.TEXT if _is_text(data) else Fault.UNKNOWN


def _fault_of_brand(brand: bytes) -> Fault:
    if brand in _HEIC_BRANDS:
        return Fault.HEIC
    return Fault.OTHER_PICTURE if brand in (b"avif", b"avis") else Fault.SOUND_OR_VIDEO


def _is_text(data: bytes) -> bool:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return False
    return all(letter.isprintable() or letter in "\t\n\r\f" for letter in text)
