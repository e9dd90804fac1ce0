"""A picture is made anew from its pixels: upright, on white, and without what its file told besides."""

import io
from typing import Any

import pytest
from PIL import Image

from alongside.evidence.checking import MediaType, check
from alongside.evidence.faults import Fault, Unfit
from alongside.evidence.pictures import how_different
from tests.alongside.evidence.papers import CAMERA, exif, photo, photo_with_place, saved


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def fault_of(data: bytes) -> Fault:
    with pytest.raises(Unfit) as refused:
        check(data)
    return refused.value.fault


def test_where_a_photo_was_taken_stays_behind() -> None:
    handed_in = photo_with_place()

    kept = check(handed_in)

    assert CAMERA.encode() in handed_in
    assert opened(handed_in).getexif().get_ifd(0x8825)
    assert kept.media_type is MediaType.JPEG
    assert not opened(kept.data).getexif()
    assert {"exif", "comment", "icc_profile", "xmp"}.isdisjoint(opened(kept.data).info)
    assert CAMERA.encode() not in kept.data
    assert b"taken at home" not in kept.data


@pytest.mark.parametrize(("turned", "size"), [(1, (640, 480)), (3, (640, 480)), (6, (480, 640)), (8, (480, 640))])
def test_a_photo_held_any_way_is_kept_upright(turned: int, size: tuple[int, int]) -> None:
    kept = check(photo_with_place(turned=turned))

    assert opened(kept.data).size == size


def test_every_corner_is_where_the_camera_meant_it() -> None:
    picture = Image.new("RGB", (80, 40), "white")
    picture.paste("red", (0, 0, 20, 10))  # top left as stored; held upright, top right

    kept = check(saved(picture, exif=exif(turned=6), quality=95))

    red, green, blue = opened(kept.data).convert("RGB").getpixel((35, 5))  # type: ignore[misc]
    assert red > 200 > 100 > green
    assert blue < 100


@pytest.mark.parametrize(
    ("form", "mode", "words", "kept_as"),
    [
        ("JPEG", "RGB", {}, MediaType.JPEG),
        ("JPEG", "CMYK", {}, MediaType.JPEG),
        ("JPEG", "L", {}, MediaType.JPEG),
        ("WEBP", "RGB", {}, MediaType.JPEG),
        ("WEBP", "RGBA", {"lossless": True}, MediaType.JPEG),
        ("PNG", "RGB", {}, MediaType.PNG),
        ("PNG", "RGBA", {}, MediaType.PNG),
        ("PNG", "LA", {}, MediaType.PNG),
        ("PNG", "P", {}, MediaType.PNG),
        ("PNG", "1", {}, MediaType.PNG),
    ],
)
def test_every_usual_picture_is_taken(form: str, mode: str, words: dict[str, Any], kept_as: MediaType) -> None:
    kept = check(saved(photo().convert(mode), form, **words))

    assert kept.media_type is kept_as
    assert opened(kept.data).size == (640, 480)
    assert opened(kept.data).mode in ("RGB", "L")


def test_what_is_clear_becomes_white_and_not_black() -> None:
    kept = check(saved(Image.new("RGBA", (50, 50), (0, 0, 0, 0)), "PNG"))

    assert opened(kept.data).getextrema() == ((255, 255),) * 3


def test_sixteen_bits_of_gray_keep_their_shades() -> None:
    shades = [20_000] * 1250 + [40_000] * 1250
    dim = Image.frombytes("I;16", (50, 50), b"".join(shade.to_bytes(2, "little") for shade in shades))

    kept = check(saved(dim, "PNG"))

    assert opened(kept.data).getextrema() == (77, 155)


def test_a_large_photo_is_made_smaller_and_stays_readable() -> None:
    kept = check(saved(photo((5000, 4000)), quality=80))

    assert max(opened(kept.data).size) == 3000


def test_a_png_as_large_as_a_photo_is_kept_as_one() -> None:
    noise = Image.effect_noise((1600, 1200), 80).convert("RGB")

    assert check(saved(noise, "PNG", compress_level=1)).media_type is MediaType.JPEG


def test_what_hangs_behind_a_picture_is_cut_off() -> None:
    kept = check(photo_with_place() + b"PK\x03\x04 a program in a folder")

    assert b"a program in a folder" not in kept.data


def test_a_picture_that_would_unpack_to_a_whole_memory_is_never_unpacked() -> None:
    small = saved(Image.new("1", (30_000, 30_000)), "PNG")

    assert len(small) < 200_000
    assert fault_of(small) is Fault.TOO_MANY_PIXELS


def test_a_picture_that_moves_is_refused() -> None:
    frames = [photo((50, 50), of=one) for one in (1, 2)]

    moving = saved(frames[0], "PNG", save_all=True, append_images=frames[1:])

    assert fault_of(moving) is Fault.MOVING


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_half_a_picture_is_said_to_be_half(form: str) -> None:
    whole = saved(photo(), form)

    assert fault_of(whole[: len(whole) // 2]) is Fault.BROKEN


def test_the_same_picture_saved_smaller_and_worse_looks_nearly_the_same() -> None:
    first = check(saved(photo((1200, 900)), quality=92))
    again = check(saved(photo((1200, 900)).resize((600, 450)), quality=40))
    other = check(saved(photo((1200, 900), of=2), quality=92))

    assert how_different(first.look, again.look) <= 8
    assert how_different(first.look, other.look) > 40


def test_a_blank_page_looks_like_nothing() -> None:
    assert check(saved(Image.new("RGB", (300, 300), "white"), "PNG")).look == ""
