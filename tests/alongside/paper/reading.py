"""Reading a document as its readers do: the text in order, the structure a screen reader walks, the code on the page."""

from io import BytesIO

import pypdfium2
import zxingcpp
from pypdf import PdfReader


def text_of(pdf: bytes, *, without_breaks: bool = False) -> str:
    """Every page's text in reading order, with one space between words; or with words broken over lines made whole."""
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    if without_breaks:
        text = text.replace("\u200b\n", "").replace("\u200b", "")
    return " ".join(text.split())


def page_count(pdf: bytes) -> int:
    """How many sheets it takes."""
    return len(PdfReader(BytesIO(pdf)).pages)


def stands_in_order(text: str, *facts: str) -> bool:
    """Whether each fact is in the text, after the one before it."""
    at = 0
    for fact in facts:
        found = text.find(fact, at)
        if found < 0:
            return False
        at = found + len(fact)
    return True


def codes_on(pdf: bytes, *, dots_per_inch: int = 150) -> list[str]:
    """What a phone reads off the printed pages."""
    pages = pypdfium2.PdfDocument(pdf)
    pictures = [pages[at].render(scale=dots_per_inch / 72).to_pil() for at in range(len(pages))]
    return [found.text for picture in pictures for found in zxingcpp.read_barcodes(picture)]


def said_of_pictures(pdf: bytes) -> list[str]:
    """The words that stand in for each picture."""
    return [str(element["/Alt"]) for element in _elements(PdfReader(BytesIO(pdf))) if "/Alt" in element]


def kinds_of_parts(pdf: bytes) -> list[str]:
    """The structure elements, in order: H1, P, Figure ..."""
    return [str(element["/S"]).lstrip("/") for element in _elements(PdfReader(BytesIO(pdf))) if "/S" in element]


def languages_in(pdf: bytes) -> set[str]:
    """The languages that parts of it say they are in, apart from the document's own."""
    return {str(element["/Lang"]) for element in _elements(PdfReader(BytesIO(pdf))) if "/Lang" in element}


def is_within_the_page(pdf: bytes) -> bool:
    """Whether every sign of every page is printed inside its edges."""
    document = pypdfium2.PdfDocument(pdf)
    for at in range(len(document)):
        page = document[at]
        width, height = page.get_size()
        text = page.get_textpage()
        for sign in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(sign)
            if left < 0 or bottom < 0 or right > width or top > height:
                return False
    return True


def _elements(reader: PdfReader) -> list[dict]:
    found: list[dict] = []

    def walk(node: object) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for inner in node:
                walk(inner)
        elif isinstance(node, dict):
            found.append(node)
            walk(node.get("/K", []))

    walk(reader.trailer["/Root"]["/StructTreeRoot"])
    return found
