"""Papers and pictures to hand in, all made up: good ones, and ones made to harm."""

import io
import zlib
from random import Random
from typing import Any

from PIL import Image, ImageDraw
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

CAMERA = "Secret Camera 3000"
SENTENCE = "This certifies that forty hours of training in peer support were completed, six of them in ethics. "


def photo(size: tuple[int, int] = (640, 480), *, of: int = 1) -> Image.Image:
    """A picture of shapes in light and dark; another `of` gives another picture."""
    chance = Random(of)
    picture = Image.new("RGB", (160, 120), (200, 190, 180))
    draw = ImageDraw.Draw(picture)
    for _ in range(40):
        left, top = chance.randrange(150), chance.randrange(110)
        shade = tuple(chance.randrange(256) for _ in range(3))
        draw.rectangle((left, top, left + chance.randrange(60), top + chance.randrange(60)), fill=shade)
    return picture.resize(size, Image.Resampling.BICUBIC)


def saved(picture: Image.Image, form: str = "JPEG", **words: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **words)
    return out.getvalue()


def exif(*, turned: int = 1) -> Image.Exif:
    """Where a photograph was taken, with what, and which way up it was held."""
    told = Image.Exif()
    told[0x0112] = turned
    told[0x010F] = CAMERA
    place = told.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (35.0, 5.0, 1.5), "W", (106.0, 39.0, 0.0)
    return told


def photo_with_place(*, turned: int = 1) -> bytes:
    return saved(photo(), exif=exif(turned=turned), comment=b"taken at home", quality=92)


def drawing(text: str) -> bytes:
    lines = [text[start : start + 60] for start in range(0, len(text), 60)]
    shown = " T* ".join(f"({line}) Tj" for line in lines)
    return f"BT /F1 12 Tf 14 TL 40 700 Td {shown} ET".encode("latin-1")


def writer_of(*texts: str) -> PdfWriter:
    """A PDF with a page for each text, to which a test adds what it likes."""
    writer = PdfWriter()
    for text in texts:
        page = writer.add_blank_page(612, 792)
        font = DictionaryObject(
            {NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1")}
        )
        font[NameObject("/BaseFont")] = NameObject("/Helvetica")
        fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        page[NameObject("/Contents")] = writer._add_object(stream(drawing(text)))
    return writer


def bytes_of(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def pdf(*texts: str) -> bytes:
    return bytes_of(writer_of(*(texts or (SENTENCE * 3,))))


def stream(data: bytes, **entries: Any) -> StreamObject:
    found = DecodedStreamObject()
    found.set_data(data)
    found.update({NameObject(f"/{key}"): value for key, value in entries.items()})
    return found


def packed(data: bytes, *filters: str, **entries: Any) -> StreamObject:
    """A stream whose bytes are `data` as they are, said to be packed by `filters`."""
    named = ArrayObject([NameObject(f"/{one}") for one in filters])
    return stream(data, Filter=named if len(filters) > 1 else named[0], **entries)


def with_picture(jpeg: bytes, *filters: str) -> bytes:
    """A PDF of one page that shows a photograph, as programs that scan with a phone make it."""
    writer = writer_of("")
    page = writer.pages[0]
    picture = packed(
        jpeg,
        *(filters or ("DCTDecode",)),
        Type=NameObject("/XObject"),
        Subtype=NameObject("/Image"),
        Width=NumberObject(640),
        Height=NumberObject(480),
        ColorSpace=NameObject("/DeviceRGB"),
        BitsPerComponent=NumberObject(8),
    )
    shown = DictionaryObject({NameObject("/Im1"): writer._add_object(picture)})
    page[NameObject("/Resources")][NameObject("/XObject")] = shown  # type: ignore[index]
    page[NameObject("/Contents")] = writer._add_object(stream(b"q 612 0 0 792 0 0 cm /Im1 Do Q"))
    return bytes_of(writer)


def bomb(unpacked: int = 400_000_000) -> bytes:
    """A PDF of a few hundred kB whose page unpacks to far more."""
    packer = zlib.compressobj(9)
    parts = [packer.compress(bytes(10_000_000)) for _ in range(unpacked // 10_000_000)]
    writer = writer_of("")
    content = packed(b"".join([*parts, packer.flush()]), "FlateDecode")
    writer.pages[0][NameObject("/Contents")] = writer._add_object(content)
    return bytes_of(writer)


def action(script: str) -> DictionaryObject:
    return DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject(script)})


def read(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))
