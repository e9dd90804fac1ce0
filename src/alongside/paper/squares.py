"""The square a phone reads an address from."""

import io
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Square:
    """svg: the drawing; says: what it holds, in words, for whoever does not see it."""

    svg: str
    says: str

    def plain(self) -> dict[str, str]:
        """The same as data for a template, which draws it with `square()` of the theme."""
        return {"svg": self.svg, "says": self.says}


def qr(address: str, *, says: str) -> Square:
    """An address as a QR code that survives a crease (15 % of it), with the quiet edge it needs."""
    import segno

    drawing = io.BytesIO()
    segno.make_qr(address, error="m").save(
        drawing, kind="svg", border=4, xmldecl=False, svgns=True, dark="#251c2c", light="#ffffff", nl=False
    )
    return Square(drawing.getvalue().decode(), says)
