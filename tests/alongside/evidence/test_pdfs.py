"""A PDF is made anew from its pages: what is drawn stays; what runs, hides, is carried along or tells of its making goes."""

import io
import zlib

import pytest
from PIL import Image
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from alongside.evidence.checking import MediaType, check
from alongside.evidence.comparing import NEARLY
from alongside.evidence.faults import MOST_PAGES, Fault, Unfit
from alongside.evidence.pictures import how_different
from tests.alongside.evidence import papers
from tests.alongside.evidence.papers import SENTENCE, bytes_of, pdf, read, stream, writer_of


def fault_of(data: bytes) -> Fault:
    with pytest.raises(Unfit) as refused:
        check(data)
    return refused.value.fault


def name(text: str) -> NameObject:
    return NameObject(f"/{text}")


def note(subtype: str, **entries: object) -> DictionaryObject:
    place = ArrayObject([FloatObject(n) for n in (40, 40, 240, 80)])
    found = DictionaryObject({name("Type"): name("Annot"), name("Subtype"): name(subtype), name("Rect"): place})
    found.update({name(key): value for key, value in entries.items()})
    return found


def everything_in(data: bytes) -> str:
    """All that stands in a PDF, unpacked: every object, every stream."""
    reader = read(data)
    told = [repr(reader.trailer)]
    for number in range(1, reader.trailer["/Size"]):  # type: ignore[arg-type]
        thing = reader.get_object(number)
        told += [repr(thing), thing.get_data().decode("latin-1") if hasattr(thing, "get_data") else ""]
    return "\n".join(told)


def test_its_pages_and_words_stay() -> None:
    kept = check(pdf("First page: " + SENTENCE, "Second page"))

    assert (kept.media_type, kept.pages) == (MediaType.PDF, 2)
    assert "First page: This certifies" in read(kept.data).pages[0].extract_text()
    assert read(kept.data).pages[1].mediabox.width == 612


def test_nothing_in_it_runs_or_is_carried_along() -> None:
    writer = writer_of(SENTENCE)
    root = writer.root_object
    root[name("OpenAction")] = papers.action("app.alert('opened')")
    root[name("Names")] = DictionaryObject({name("JavaScript"): DictionaryObject()})
    writer.add_attachment("payload.exe", b"MZ payload")
    writer.pages[0][name("AA")] = DictionaryObject({name("O"): papers.action("app.alert('page')")})
    launch = DictionaryObject({name("S"): name("Launch"), name("F"): TextStringObject("cmd.exe")})
    annotations = [note("Link", A=launch), note("FileAttachment", FS=TextStringObject("other.exe"))]
    writer.pages[0][name("Annots")] = ArrayObject(annotations)

    kept = check(bytes_of(writer))

    left = everything_in(kept.data)
    for word in (
        "JavaScript",
        "alert",
        "OpenAction",
        "/AA",
        "payload",
        "Launch",
        "cmd.exe",
        "other.exe",
        "EmbeddedFile",
    ):
        assert word not in left, word
    assert "This certifies" in left


def test_who_made_it_and_when_stays_behind() -> None:
    writer = writer_of(SENTENCE)
    writer.add_metadata({"/Author": "Somebody Private", "/Title": "Home address"})
    told = stream(b"<x:xmpmeta>Somebody Private</x:xmpmeta>", Type=name("Metadata"), Subtype=name("XML"))
    writer.root_object[name("Metadata")] = writer._add_object(told)
    writer.pages[0][name("PieceInfo")] = DictionaryObject({name("Editor"): TextStringObject("Somebody Private")})
    writer.pages[0][name("Metadata")] = writer._add_object(told)

    kept = check(bytes_of(writer))

    left = everything_in(kept.data)
    assert "Private" not in left
    assert "Home address" not in left
    assert "pypdf" not in left


@pytest.mark.parametrize("is_packed_twice", [False, True])
def test_a_photo_inside_no_longer_tells_where_it_was_taken(is_packed_twice: bool) -> None:
    jpeg = papers.photo_with_place()
    handed_in = (
        papers.with_picture(zlib.compress(jpeg), "FlateDecode", "DCTDecode")
        if is_packed_twice
        else papers.with_picture(jpeg)
    )

    kept = check(handed_in)

    inside = read(kept.data).pages[0]["/Resources"]["/XObject"]["/Im1"]  # type: ignore[index]
    shown, before = Image.open(io.BytesIO(inside._data)), Image.open(io.BytesIO(jpeg))
    assert papers.CAMERA.encode() not in inside._data
    assert b"taken at home" not in inside._data
    assert not shown.getexif()
    assert shown.tobytes() == before.tobytes()  # not a pixel was touched


def test_what_somebody_filled_in_stays_to_be_seen() -> None:
    writer = writer_of(SENTENCE)
    drawn = writer._add_object(
        stream(
            b"BT (Ana Reyes) Tj ET", Type=name("XObject"), Subtype=name("Form"), BBox=ArrayObject([NumberObject(0)] * 4)
        )
    )
    looks = DictionaryObject({name("N"): drawn})
    box = DictionaryObject({name("N"): DictionaryObject({name("Yes"): drawn, name("Off"): drawn})})
    widgets = [
        note("Widget", FT=name("Tx"), V=TextStringObject("Ana Reyes"), AP=looks, A=papers.action("app.alert('typed')")),
        note("Widget", FT=name("Btn"), AS=name("Yes"), AP=box),
        note("Stamp", AP=looks, F=NumberObject(2)),  # hidden
    ]
    writer.pages[0][name("Annots")] = ArrayObject([writer._add_object(widget) for widget in widgets])

    kept = check(bytes_of(writer))

    notes = [one.get_object() for one in read(kept.data).pages[0]["/Annots"]]  # type: ignore[attr-defined]
    assert [one["/Subtype"] for one in notes] == ["/Stamp", "/Stamp"]
    assert all(b"Ana Reyes" in one["/AP"]["/N"].get_data() for one in notes)
    assert "alert" not in everything_in(kept.data)


def test_a_form_whose_answers_are_not_on_the_page_is_sent_back() -> None:
    writer = writer_of(SENTENCE)
    answer = note("Widget", FT=name("Tx"), V=TextStringObject("Ana Reyes"))
    writer.pages[0][name("Annots")] = ArrayObject([writer._add_object(answer)])

    assert fault_of(bytes_of(writer)) is Fault.LIVE_FORM


def test_a_form_that_only_one_program_can_draw_is_sent_back() -> None:
    writer = writer_of("Please wait")
    writer.root_object[name("AcroForm")] = DictionaryObject({name("XFA"): ArrayObject()})
    writer.root_object[name("NeedsRendering")] = BooleanObject(True)

    assert fault_of(bytes_of(writer)) is Fault.LIVE_FORM


def test_one_locked_with_a_password_is_sent_back() -> None:
    writer = writer_of(SENTENCE)
    writer.encrypt("secret", algorithm="AES-256")

    assert fault_of(bytes_of(writer)) is Fault.LOCKED


def test_one_that_opens_for_anyone_is_taken_though_its_maker_forbade_printing() -> None:
    writer = writer_of(SENTENCE)
    writer.encrypt("", owner_password="secret", algorithm="AES-256")

    kept = check(bytes_of(writer))

    assert not read(kept.data).is_encrypted
    assert "This certifies" in read(kept.data).pages[0].extract_text()


def test_forty_pages_are_taken_and_one_more_is_not() -> None:
    assert check(pdf(*["A page"] * MOST_PAGES)).pages == MOST_PAGES
    assert fault_of(pdf(*["A page"] * (MOST_PAGES + 1))) is Fault.TOO_MANY_PAGES


def test_one_that_unpacks_to_a_flood_is_refused() -> None:
    flood = papers.bomb()

    assert len(flood) < 1_000_000
    assert fault_of(flood) is Fault.TANGLED


def test_one_packed_in_another_way_to_a_flood_is_refused() -> None:
    writer = writer_of("")
    run_length = papers.packed(b"\x81\x00" * 1_000_000, "RunLengthDecode")  # each pair is 128 times nothing
    writer.pages[0][name("Contents")] = writer._add_object(run_length)

    assert fault_of(bytes_of(writer)) is Fault.TANGLED


def test_a_photo_inside_is_as_large_as_its_own_head_says() -> None:
    vast = bytearray(papers.saved(papers.photo()))
    head = vast.index(b"\xff\xc0")
    vast[head + 5 : head + 9] = (60_000).to_bytes(2) * 2  # while the PDF says 640 by 480

    assert fault_of(papers.with_picture(bytes(vast))) is Fault.TOO_MANY_PIXELS


def test_a_scan_without_words_is_known_by_its_looks() -> None:
    paper = papers.photo((1200, 900))

    scan = check(papers.with_picture(papers.saved(paper)))
    again = check(papers.with_picture(papers.saved(paper.resize((600, 450)), quality=50)))
    photographed = check(papers.saved(paper))

    assert scan.words == ""
    assert how_different(scan.look, again.look) <= NEARLY
    assert how_different(scan.look, photographed.look) <= NEARLY


def test_the_language_it_is_read_aloud_in_stays() -> None:
    writer = writer_of(SENTENCE)
    writer.root_object[name("Lang")] = TextStringObject("es-US")

    assert read(check(bytes_of(writer)).data).root_object["/Lang"] == "es-US"


def test_which_layers_are_seen_stays() -> None:
    writer = writer_of(SENTENCE)
    layer = writer._add_object(DictionaryObject({name("Type"): name("OCG"), name("Name"): TextStringObject("Draft")}))
    hidden = DictionaryObject({name("OFF"): ArrayObject([layer])})
    writer.root_object[name("OCProperties")] = DictionaryObject({name("OCGs"): ArrayObject([layer]), name("D"): hidden})
    writer.pages[0]["/Resources"][name("Properties")] = DictionaryObject({name("MC0"): layer})  # type: ignore[index]

    kept = read(check(bytes_of(writer)).data)

    off = kept.root_object["/OCProperties"]["/D"]["/OFF"][0]  # type: ignore[index]
    drawn = kept.pages[0]["/Resources"]["/Properties"].raw_get("/MC0")  # type: ignore[index]
    assert off.get_object() is drawn.get_object()


def test_one_packed_over_and_over_is_refused() -> None:
    assert fault_of(papers.with_picture(b"", *["FlateDecode"] * 5, "DCTDecode")) is Fault.TANGLED


def test_one_that_nests_without_end_is_refused() -> None:
    deep = b"%PDF-1.7\n1 0 obj\n" + b"[" * 200_000 + b"\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF"

    assert fault_of(deep) in (Fault.TANGLED, Fault.BROKEN)


def test_pages_that_lead_back_to_themselves_are_refused() -> None:
    writer = writer_of(SENTENCE)
    pages = writer.root_object.raw_get("/Pages")
    pages.get_object()["/Kids"].append(pages)  # type: ignore[index,union-attr]

    assert fault_of(bytes_of(writer)) in (Fault.TANGLED, Fault.BROKEN)


@pytest.mark.parametrize("part", [0.2, 0.5])
def test_half_a_pdf_is_said_to_be_half(part: float) -> None:
    whole = pdf()

    assert fault_of(whole[: int(len(whole) * part)]) is Fault.BROKEN


def test_the_same_words_set_another_way_are_known_again() -> None:
    words, again = SENTENCE * 3, (SENTENCE * 3).upper().replace(" ", "  ")

    first, second, other = check(pdf(words)), check(pdf(again)), check(pdf(words + " And more."))

    assert first.words == second.words != ""
    assert first.stored != second.stored
    assert other.words != first.words
    assert check(pdf("Too few")).words == ""
