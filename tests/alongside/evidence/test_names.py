"""The name of a file in any script is kept; what could mislead or lead elsewhere is not."""

import unicodedata

import pytest
from hypothesis import given, strategies as st

from alongside.evidence.checking import MediaType
from alongside.evidence.names import LONGEST, clean_name

KEPT = {
    "plain": ("certificate.pdf", "certificate.pdf"),
    "Arabic": ("شهادة التدريب.pdf", "شهادة التدريب.pdf"),
    "Persian, with its joiner": ("گواهی\u200cنامه.pdf", "گواهی\u200cنامه.pdf"),
    "Chinese": ("培训证书.PDF", "培训证书.pdf"),
    "a family in one letter": ("👩\u200d👧 letter.pdf", "👩\u200d👧 letter.pdf"),
    "accents in two parts": ("Cancio\u0301n.pdf", "Canción.pdf"),
    "two dots": ("v1.2 final.pdf", "v1.2 final.pdf"),
    "another ending": ("photo.exe", "photo.pdf"),
    "turned round": ("exam\u202efdp.exe", "examfdp.pdf"),
    "a path": ("../../etc/passwd", "passwd.pdf"),
    "a path of Windows": ("C:\\Users\\Ana\\exam.pdf", "exam.pdf"),
    "a null": ("exam\x00.php.pdf", "exam.php.pdf"),
    "lines and tabs": ("my\r\n\texam.pdf", "my exam.pdf"),
    "marks of a header": ('a"; filename="b.pdf', "a ; filename= b.pdf"),
    "half a letter": ("exam\ud83d.pdf", "exam.pdf"),
    "dots alone": ("...", "file.pdf"),
    "nothing": ("", "file.pdf"),
    "only what cannot be seen": ("\u200b\u200d\u2066.pdf", "file.pdf"),
}


@pytest.mark.parametrize(("given_name", "kept"), KEPT.values(), ids=list(KEPT))
def test_a_name_is_kept_as_far_as_it_can_be(given_name: str, kept: str) -> None:
    assert clean_name(given_name, MediaType.PDF) == kept


def test_the_ending_says_what_the_file_now_is() -> None:
    assert clean_name("photo.webp", MediaType.JPEG) == "photo.jpg"
    assert clean_name("scan.PNG", MediaType.PNG) == "scan.png"


@given(name=st.text(max_size=400), media_type=st.sampled_from(MediaType))
def test_any_name_fits_and_hides_nothing(name: str, media_type: MediaType) -> None:
    kept = clean_name(name, media_type)

    assert 5 <= len(kept) <= LONGEST
    assert not set(kept) & set('/\\\0<>:"|?*')
    assert all(not unicodedata.category(letter).startswith("C") or letter in "\u200c\u200d" for letter in kept)
    assert kept.encode()
    assert clean_name(kept, media_type) == kept
