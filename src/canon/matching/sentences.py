"""Where one sentence ends and the next begins, and where a point of a list begins."""

import re

# begins only where a run of stops begins, and never gives back what it took: linear on any input
_END = re.compile(
    r"(?<![.?!\u2026])[.?!\u2026]++[*\u2020]?+[)\]\"'\u2019\u201d\u00bb]{0,3}+(?P<gap>[\s*\u2020]++)"
    r"(?=[\"'(\[\u2018\u201c\u00ab]{0,3}+(?P<next>\S))"
)
_WORD_BEFORE = re.compile(r"[\w.]*\Z")
_ABBREVIATIONS = frozenset("e.g i.e mr mrs ms dr jr sr st vs cf approx dept".split())
_BEFORE_A_NUMBER = frozenset("no nos sec art ch p pp par vol title".split())
_INITIALS = re.compile(r"[A-Za-z](?:\.[A-Za-z])+|[A-Z]")
_STARTERS = re.compile(r"(?:The|A|An|This|These|Those|That|If|In|It|As|For|All|Any|Each|No|When|Where|You|We|I|They)\b")
_CLOSED = re.compile(r"[.?!:;\u2026][*\u2020)\]\"'\u2019\u201d\u00bb\s]*\Z")
_LEANING = re.compile(
    r"(?i:,|[\s(](?:a|an|the|and|or|nor|but|of|to|in|on|at|by|for|from|with|without|as|that|which|who|whom|whose|i|is|are|be|not|"
    r"shall|will|must|may|can|their|its|his|her|our|your|any|all|el|la|los|las|un|una|y|o|de|del|en|con|por|para|que))\s*\Z"
)
_BULLET = r"[-\u2013\u2014\u2022\u25cf\u25aa\u25e6\u2023\u00b7\uf0b7]"
_SURE_BULLETS = frozenset("\u2022\u25cf\u25aa\u25e6\u2023\u00b7\uf0b7")
_NUMBER = r"(?:\d{1,3}|[A-Z]{1,3})(?:\.\d{1,3})+[.)]?|\(?\d{1,3}[.)]|\(?[A-Za-z][.)]|\(?[ivxIVX]{1,5}[.)]"
_MARKER = re.compile(
    rf"[^\S\n]*(?:(?P<marker>{_BULLET}|\*|o(?=\t)|{_NUMBER})[^\S\n]+(?=\S)|(?P<alone>{_BULLET}|{_NUMBER})\s*\Z)"
)


def marker_at(line: str) -> tuple[int, int, int] | None:
    """The bullet or number that opens a point: `-`, `•`, `3.`, `2.10`, `D.4`, `(b)`, `iv.`, alone on its line or not.

    As offsets: where it begins, where it ends, and where the words after it begin. None for plain words.
    """
    found = _MARKER.match(line)
    if found is None:
        return None
    marker = "marker" if found["marker"] else "alone"
    return found.start(marker), found.end(marker), found.end()


def is_table_row(line: str) -> bool:
    """True of a line in columns: words, a tab, words."""
    return "\t" in line.strip()


def sentence_bounds(words: str) -> list[tuple[int, int]]:
    """Cut words into sentences, as offsets without the space between. A remark in brackets stays with its sentence.

    Where an abbreviation leaves it open, the sentence goes on.
    """
    bounds: list[tuple[int, int]] = []
    start = 0
    for end in _END.finditer(words):
        if _ends_here(words, end):
            bounds.append((start, end.start("gap") + len(end["gap"].rstrip())))
            start = end.end()
    bounds.append((start, len(words)))
    trimmed = [_trim(words, bound) for bound in bounds if words[bound[0] : bound[1]].strip()]
    return _with_closing_remark(words, trimmed)


def is_closed(words: str) -> bool:
    """True where words end as a sentence or a lead-in ends; also where there are none."""
    tail = words.rstrip()[-40:]
    return not tail or _CLOSED.search(tail) is not None


def is_unfinished(words: str, following: str) -> bool:
    """True where words break off and the next line takes them up, past a blank line or a page break."""
    if is_closed(words):
        return False
    return following.lstrip()[:1].islower() or _LEANING.search(words.rstrip()[-40:]) is not None


def is_torn_off(marker: str, following: str, before: str, marker_before: str) -> bool:
    """True of what only looks like a marker: "sixty / (60) days". A sentence is open, and goes on in lower case.

    A bullet is always one, and so is what looks like the marker of the point before.
    """
    if marker in _SURE_BULLETS or is_closed(before) or not following[:1].islower():
        return False
    return _shape(marker) != _shape(marker_before)


def _shape(marker: str) -> str:
    return "".join("1" if mark.isdigit() else "a" if mark.isalpha() else mark for mark in marker)


def _ends_here(words: str, end: "re.Match[str]") -> bool:
    following = end["next"]
    if not (following.isupper() or following.isdigit() or following in "\u00bf\u00a1*"):
        return False
    if words[end.start()] != ".":
        return True
    before = _WORD_BEFORE.search(words, max(0, end.start() - 20), end.start())
    word = before[0] if before else ""
    if word.casefold() in _ABBREVIATIONS:
        return False
    if word.casefold() in _BEFORE_A_NUMBER:
        return not following.isdigit()
    if _INITIALS.fullmatch(word):
        return _STARTERS.match(words, end.end()) is not None
    return True


def _trim(words: str, bound: tuple[int, int]) -> tuple[int, int]:
    start, end = bound
    piece = words[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def _with_closing_remark(words: str, bounds: list[tuple[int, int]]) -> list[tuple[int, int]]:
    if len(bounds) < 2:
        return bounds
    start, end = bounds[-1]
    remark = words[start:end].rstrip(".*")
    in_brackets = remark.startswith("(") and remark.endswith((")", ").")) and remark.count("(") == remark.count(")")
    if in_brackets or not any(mark.isalnum() for mark in remark):
        return [*bounds[:-2], (bounds[-2][0], end)]
    return bounds
