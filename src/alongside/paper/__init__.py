"""Documents to print, keep or hang up: set by typst as accessible PDF (PDF/UA-1), the same bytes for the same facts.

A template is a `.typ` file in the `typst` folder of the app whose document it is; it imports the theme from here and
prints what it is given. Facts travel as JSON, so that what people typed stays text whatever signs are in it, and the
words come translated from the caller: a template holds none. Owns no table and knows no app.

    from alongside.paper import About, LettersMissing, qr, render

Serves nm.preface.4 and nc.cert.3a: a certificate worth keeping says what it is, and no more than that.
"""

from alongside.paper.letters import Addressee, Letterhead, letter
from alongside.paper.setting import About, LettersMissing, render
from alongside.paper.squares import Square, qr

__all__ = ["About", "Addressee", "Letterhead", "LettersMissing", "Square", "letter", "qr", "render"]
