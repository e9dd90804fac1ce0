"""A PDF made anew from its pages: what it would do when opened, what it carries along and what it tells of its making stay
behind. What is drawn on a page stays, filled-in fields and stamps included.

Pure, and run in a process of its own by `cleaning`.
"""

import io
import re
import time
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final, cast

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import LimitReachedError
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
    is_null_or_none,
)

from alongside.evidence.embedded import look_of_embedded, size_of, without_metadata
from alongside.evidence.faults import LARGEST, MOST_PAGES, MOST_PIXELS, Fault, Unfit

MOST_UNPACKED: Final = 250_000_000
"""Bytes that all streams of a PDF may unpack to: forty pages scanned in gray do, a bomb does not."""
MOST_OBJECTS: Final = 100_000
LARGEST_WRITTEN: Final = 2 * LARGEST
READING_TIME: Final = 4.0
"""Seconds after which no further page is read for its words."""
FEWEST_LETTERS: Final = 120
"""Fewer letters and digits than this say too little to compare two papers by."""

_OF_A_PAGE: Final = frozenset(
    "/Type /MediaBox /CropBox /TrimBox /BleedBox /ArtBox /Rotate /UserUnit /Resources /Contents /Group /Annots".split()
)
_TELLS_OF_ITS_MAKING: Final = tuple(
    "/Metadata /PieceInfo /LastModified /OPI /Ref /Alternates /AF /EF /AA /Thumb".split()
)
_NEVER_DRAWN: Final = frozenset("/Link /Popup /FileAttachment /Movie /Sound /Screen /RichMedia /3D /TrapNet".split())
_HIDDEN: Final = 0b10_0010  # flags of an annotation: hidden, not to be viewed
_PRINTED_AND_LOCKED: Final = 0b1100_0100
_PHOTOGRAPHS: Final = ("/DCTDecode", "/DCT", "/JPXDecode")
_FLATE: Final = ("/FlateDecode", "/Fl")
_OTHER_PACKING: Final = frozenset({"/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"})


@dataclass(frozen=True)
class CleanPdf:
    """words: the hash of its letters and digits, "" where there are too few to compare.

    look: of a scan, that is of a PDF without words, how the photograph on its first page looks; else "".
    """

    data: bytes
    pages: int
    words: str
    look: str


def clean_pdf(data: bytes) -> CleanPdf:
    """The same pages in a new PDF. Raises Unfit; what else pypdf may raise on a broken file passes through."""
    try:
        return _cleaned(data)
    except (LimitReachedError, RecursionError, MemoryError):
        raise Unfit(Fault.TANGLED) from None


def _cleaned(data: bytes) -> CleanPdf:
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unfit(Fault.LOCKED)
    if len(reader.xref_objStm) + sum(len(table) for table in reader.xref.values()) > MOST_OBJECTS:
        raise Unfit(Fault.TANGLED)
    if len(reader.pages) > MOST_PAGES:
        raise Unfit(Fault.TOO_MANY_PAGES)
    if not len(reader.pages):
        raise Unfit(Fault.BROKEN)
    _refuse_live_form(reader)
    words = words_of(reader.pages)
    writer = PdfWriter()
    for page in reader.pages:
        _keep_what_is_drawn(page)
        writer.add_page(page)
    layers, language = _at(reader.root_object, "/OCProperties"), _at(reader.root_object, "/Lang")
    if isinstance(layers, DictionaryObject):  # which layers are seen is part of what is drawn
        writer.root_object[NameObject("/OCProperties")] = layers.clone(writer)
    if isinstance(language, str):  # for who has it read aloud
        writer.root_object[NameObject("/Lang")] = TextStringObject(language[:35])
    _clean_objects(writer)
    writer.metadata = None
    out = io.BytesIO()
    writer.write(out)
    if out.tell() > LARGEST_WRITTEN:
        raise Unfit(Fault.TOO_LARGE)
    return CleanPdf(out.getvalue(), len(reader.pages), words, "" if words else _look_of_scan(writer.pages[0]))


# ---- pages and what lies on them ----------------------------------------------------------------------------------------


def _refuse_live_form(reader: PdfReader) -> None:
    form = _at(reader.root_object, "/AcroForm")
    is_xfa = isinstance(form, DictionaryObject) and "/XFA" in form
    needs_program = _at(reader.root_object, "/NeedsRendering")
    if (is_xfa and bool(needs_program)) or any(
        _is_filled_but_not_drawn(note) for page in reader.pages for note in _notes(page)
    ):
        raise Unfit(Fault.LIVE_FORM)


def _is_filled_but_not_drawn(note: DictionaryObject) -> bool:
    if _at(note, "/Subtype") != "/Widget" or _drawn(note) is not None:
        return False
    parent = _at(note, "/Parent")
    fields = [note, parent] if isinstance(parent, DictionaryObject) else [note]
    kinds = [_at(field, "/FT") for field in fields]
    values = [_at(field, "/V") for field in fields]
    is_for_words = any(kind in ("/Tx", "/Ch") for kind in kinds)
    return is_for_words and any(str(value).strip() for value in values if not is_null_or_none(value))


def _keep_what_is_drawn(page: PageObject) -> None:
    """Leave a page with its drawing alone, notes on it turned to stamps: they look the same and do nothing."""
    stamps = [stamp for note in _notes(page) if (stamp := _as_stamp(note)) is not None]
    for key in [key for key in page if key not in _OF_A_PAGE]:
        del page[key]
    page[NameObject("/Annots")] = ArrayObject(stamps)


def _as_stamp(note: DictionaryObject) -> DictionaryObject | None:
    drawn, place, flags = _drawn(note), _at(note, "/Rect"), _at(note, "/F")
    is_hidden = isinstance(flags, int) and bool(flags & _HIDDEN)
    if drawn is None or place is None or is_hidden or _at(note, "/Subtype") in _NEVER_DRAWN:
        return None
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Stamp"),
            NameObject("/Rect"): place,
            NameObject("/F"): NumberObject(_PRINTED_AND_LOCKED),
            NameObject("/AP"): DictionaryObject({NameObject("/N"): drawn}),
        }
    )


def _drawn(note: DictionaryObject) -> PdfObject | None:
    """How a note looks, as a reference where it is one; of several states, the one it is in."""
    looks = _at(note, "/AP")
    if not isinstance(looks, DictionaryObject):
        return None
    normal = _at(looks, "/N")
    if isinstance(normal, StreamObject):
        return cast("PdfObject", looks.raw_get("/N"))
    state = _at(note, "/AS")
    if isinstance(normal, DictionaryObject) and state is not None and isinstance(_at(normal, state), StreamObject):
        return cast("PdfObject", normal.raw_get(state))
    return None


def _notes(page: PageObject) -> Iterator[DictionaryObject]:
    notes = _at(page, "/Annots")
    for note in notes if isinstance(notes, ArrayObject) else ():
        found = note.get_object()
        if isinstance(found, DictionaryObject):
            yield found


def _at(holder: DictionaryObject, key: str) -> Any:
    """What stands under a key, references followed; None for nothing. In a file from anywhere it may be of any type."""
    value = dict.get(holder, key)
    return value.get_object() if value is not None else None


# ---- every object that the pages lead to --------------------------------------------------------------------------------


def _clean_objects(writer: PdfWriter) -> None:
    unpacked = 0
    objects = [thing for thing in writer._objects if thing is not None]
    if len(objects) > MOST_OBJECTS:
        raise Unfit(Fault.TANGLED)
    for thing in _with_all_inside(objects):
        if isinstance(thing, StreamObject) or "/Type" in thing:
            for key in _TELLS_OF_ITS_MAKING:
                thing.pop(key, None)
        if isinstance(thing, StreamObject):
            _clean_stream(thing)
            unpacked += _unpacked_size(thing)
            if unpacked > MOST_UNPACKED:
                raise Unfit(Fault.TANGLED)


def _with_all_inside(objects: Iterable[PdfObject]) -> Iterator[DictionaryObject]:
    """Every dictionary, those that stand directly in another one too."""
    waiting = list(objects)
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, DictionaryObject):
            yield thing
            waiting.extend(thing.values())
        elif isinstance(thing, ArrayObject):
            waiting.extend(thing)


def _clean_stream(stream: StreamObject) -> None:
    _refuse_if_vast(_number(stream, "/Width"), _number(stream, "/Height"))
    if _at(stream, "/Subtype") == "/PS":  # a program for a printer
        stream._data = b""
    filters = _filters(stream)
    if len(filters) > 2 or len(set(filters)) != len(filters):
        raise Unfit(Fault.TANGLED)
    if not filters or filters[-1] not in _PHOTOGRAPHS:
        return
    if len(filters) == 2:
        _unpack_once(stream, filters)
    _refuse_if_vast(*size_of(stream._data))
    stream._data = without_metadata(stream._data)


def _refuse_if_vast(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise Unfit(Fault.TOO_MANY_PIXELS)


def _unpack_once(stream: StreamObject, filters: list[str]) -> None:
    """Take the packing off a photograph, so that what is told in it can be found."""
    if filters[0] not in _FLATE:
        raise Unfit(Fault.TANGLED)
    unpacker = zlib.decompressobj()
    stream._data = unpacker.decompress(stream._data, LARGEST_WRITTEN)
    stream[NameObject("/Filter")] = NameObject(filters[1])
    stream.pop("/DecodeParms", None)


def _unpacked_size(stream: StreamObject) -> int:
    """How much a stream unpacks to, up to a little over what may be; nothing is kept of it."""
    filters = set(_filters(stream))
    if filters & _OTHER_PACKING:
        return len(stream.get_data())  # which pypdf keeps within bounds of its own
    if not filters & set(_FLATE):
        return len(stream._data)
    unpacker, packed, size = zlib.decompressobj(), stream._data, 0
    try:
        while packed and not unpacker.eof and size <= MOST_UNPACKED:
            size += len(unpacker.decompress(packed, 1 << 20))
            packed = unpacker.unconsumed_tail
    except zlib.error:  # a damaged end: what came before it counts, and viewers show that much
        pass
    return size


def _filters(stream: StreamObject) -> list[str]:
    named = _at(stream, "/Filter")
    if is_null_or_none(named):
        return []
    return [str(one.get_object()) for one in named] if isinstance(named, ArrayObject) else [str(named)]


def _number(holder: DictionaryObject, key: str) -> int:
    found = _at(holder, key)
    return max(int(found), 0) if isinstance(found, int | float) else 0


# ---- its words or its looks, to compare two papers by --------------------------------------------------------------------------------


def words_of(pages: Iterable[PageObject]) -> str:
    """The hash of the letters and digits on the pages, however they are set; "" for too few, or where they take too long."""
    until, text = time.monotonic() + READING_TIME, ""
    for page in pages:
        if time.monotonic() > until:
            return ""
        try:
            text += page.extract_text()
        except Exception:
            return ""
    letters = re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())
    return sha256(letters.encode("utf-8", "replace")).hexdigest() if len(letters) >= FEWEST_LETTERS else ""


def _look_of_scan(page: PageObject) -> str:
    """How the largest photograph on a page looks; "" where there is none that can be read."""
    shown = _at(_at(page, "/Resources") or DictionaryObject(), "/XObject")
    things = [_at(shown, name) for name in shown] if isinstance(shown, DictionaryObject) else []
    photographs = [
        thing for thing in things if isinstance(thing, StreamObject) and set(_filters(thing)) & set(_PHOTOGRAPHS)
    ]
    largest = max(photographs, key=lambda one: _number(one, "/Width") * _number(one, "/Height"), default=None)
    return look_of_embedded(largest._data) if largest is not None else ""
