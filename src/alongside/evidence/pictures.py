"""A picture made anew from its pixels: what else was in the file, where it was taken included, stays behind.

Pure, and run in a process of its own by `cleaning`.
"""

import io
from dataclasses import dataclass
from typing import Final, cast

from PIL import Image, ImageCms, ImageOps

from alongside.evidence.faults import MOST_PIXELS, Fault, Unfit
from alongside.evidence.sorting import Sort

LONG_SIDE: Final = 3000
"""Pixels that are kept: a page of letter size photographed whole stays readable to its footnotes."""
QUALITY: Final = 85
LARGEST_PNG: Final = 1_500_000
"""Bytes up to which a PNG stays one: scans and screenshots do, photographs do not."""
MOST_AT_A_SIDE: Final = 60_000
_FORMATS: Final = {Sort.JPEG: "JPEG", Sort.PNG: "PNG", Sort.WEBP: "WEBP"}
_SIDE: Final = 16
_CLEARLY: Final = 2
"""Shades of gray that saving a picture anew does not make up."""
_FEWEST: Final = 24
"""Parts with an edge in them, below which a page is too empty to be told from another."""


@dataclass(frozen=True)
class CleanPicture:
    """look: 64 hex digits that change little when a picture is resized, saved again or touched up; "" for a blank one."""

    data: bytes
    media_type: str
    look: str


def clean_picture(data: bytes, sort: Sort) -> CleanPicture:
    """The picture upright, in sRGB, on white, at most LONG_SIDE long. Raises Unfit; Pillow's own errors pass through."""
    Image.MAX_IMAGE_PIXELS = None  # ours is asked before anything is decoded, and is no mere warning
    with Image.open(io.BytesIO(data), formats=[_FORMATS[sort]]) as picture:
        if picture.width * picture.height > MOST_PIXELS or max(picture.size) > MOST_AT_A_SIDE:
            raise Unfit(Fault.TOO_MANY_PIXELS)
        if sort is not Sort.JPEG and getattr(picture, "is_animated", False):
            raise Unfit(Fault.MOVING)
        picture.draft(
            None, (LONG_SIDE, LONG_SIDE)
        )  # lets a large photograph be decoded at half or a quarter of its size
        picture.load()
        ImageOps.exif_transpose(picture, in_place=True)
        plain = _in_plain_colors(picture)
    plain.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    plain.info.clear()  # a saved comment or profile would come from here
    written, media_type = _written(plain, sort)
    return CleanPicture(written, media_type, look_of(plain))


def look_of(picture: Image.Image) -> str:
    """Whether each part is clearly darker than the one to its right, on a grid of 16 by 16: a "difference hash"."""
    shades = picture.convert("L").resize((_SIDE + 1, _SIDE), Image.Resampling.BOX).tobytes()
    rows = [shades[start : start + _SIDE + 1] for start in range(0, len(shades), _SIDE + 1)]
    darker = [row[place + 1] - row[place] > _CLEARLY for row in rows for place in range(_SIDE)]
    return f"{sum(1 << place for place, is_so in enumerate(darker) if is_so):064x}" if sum(darker) >= _FEWEST else ""


def how_different(one: str, other: str) -> int:
    """In how many of the 256 parts two looks differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def _in_plain_colors(picture: Image.Image) -> Image.Image:
    """8 bits of gray or of sRGB, on white."""
    if picture.mode.startswith(("I", "F")):
        return _in_eight_bits(picture)
    if picture.has_transparency_data:
        picture = picture.convert("RGBA")
        picture.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)  # now: two more copies are made of it below
    colored = _in_srgb(picture)
    if colored.mode == "RGBA":
        white = Image.new("RGBA", colored.size, "white")
        white.alpha_composite(colored)
        return white.convert("RGB")
    return colored.convert("L" if colored.mode in ("1", "L") else "RGB")


def _in_eight_bits(picture: Image.Image) -> Image.Image:
    """From 16 bits of gray, of which Pillow itself would cut the bright ones off."""
    _darkest, lightest = cast("tuple[float, float]", picture.getextrema())
    scale = 255 / 65535 if lightest > 255 else 1.0
    return picture.convert("F").point(lambda shade: shade * scale).convert("L")


def _in_srgb(picture: Image.Image) -> Image.Image:
    """The colors as the file's own profile means them. A profile that cannot be read is passed over."""
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "RGBA", "CMYK"):
        return picture
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    try:
        turned = ImageCms.profileToProfile(
            picture, io.BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode=mode
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return turned or picture


def _written(picture: Image.Image, sort: Sort) -> tuple[bytes, str]:
    if sort is Sort.PNG:
        out = io.BytesIO()
        picture.save(out, "PNG", optimize=True)
        if out.tell() <= LARGEST_PNG:
            return out.getvalue(), "image/png"
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return out.getvalue(), "image/jpeg"
