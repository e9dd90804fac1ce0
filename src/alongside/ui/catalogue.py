"""Message catalogues without gettext's own tools: find what is to be translated, read .po files, write .mo files.

The product's Spanish stands in `alongside/locale/es/LC_MESSAGES/django.po`; an app may keep its own beside it, in
`alongside/<app>/locale/es/LC_MESSAGES/django.po`. Compiled files are made at start where they are older than their
source. For the person who writes pages::

    python -m alongside.ui.catalogue missing [APP ...]   # what has no Spanish yet, as .po entries ready to be filled in;
                                                         # and what two catalogues say differently
    python -m alongside.ui.catalogue compile
"""

import array
import ast
import os
import re
import struct
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PRODUCT: Final = Path(__file__).resolve().parent.parent

#: Between a context and its message, and between singular and plural, as the .mo format has them.
_CONTEXT_MARK: Final = "\x04"
_PLURAL_MARK: Final = "\x00"


class CatalogueError(ValueError):
    """A .po file that cannot be read; the message names file, line and what was expected."""


@dataclass(frozen=True, slots=True)
class Message:
    """One thing to say: what the source says, and how it is said in another language (empty: not yet)."""

    text: str
    plural: str = ""
    context: str = ""
    said: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """What tells messages apart: context and text."""
        return self.context, self.text


# --- reading .po, writing .mo -----------------------------------------------------------------------------------------

_PO_LINE = re.compile(r'^(?:(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?)\s+)?"((?:[^"\\]|\\.)*)"$')
_ESCAPES: Final = {"n": "\n", "t": "\t", '"': '"', "\\": "\\"}


def read_po(path: Path) -> list[Message]:
    """The messages of a .po file, its header first (the message with empty text). Raises CatalogueError."""
    messages: list[Message] = []
    parts: dict[str, str] = {}
    last = ""
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        found = _PO_LINE.match(line)
        if found is None:
            raise CatalogueError(f'{path}:{number}: expected msgid, msgstr or "text", found {line[:40]!r}')
        word, quoted = found.groups()
        if word in ("msgctxt", "msgid") and any(key.startswith("msgstr") for key in parts):
            messages.append(_message(parts))
            parts = {}
        last = word or last
        if not last:
            raise CatalogueError(f"{path}:{number}: text before the first msgid")
        parts[last] = parts.get(last, "") + re.sub(r"\\(.)", lambda m: _ESCAPES.get(m[1], m[1]), quoted)
    return [*messages, _message(parts)] if parts else messages


def _message(parts: dict[str, str]) -> Message:
    said = tuple(parts[key] for key in sorted(parts) if key.startswith("msgstr"))
    return Message(parts.get("msgid", ""), parts.get("msgid_plural", ""), parts.get("msgctxt", ""), said)


def write_mo(messages: Iterable[Message], path: Path) -> None:
    """Write what is translated as a .mo file, whole or not at all (others may be reading it)."""
    pairs = sorted((_mo_key(m), _PLURAL_MARK.join(m.said).encode()) for m in messages if all(m.said) and m.said)
    keys_at = 7 * 4
    texts_at = keys_at + 16 * len(pairs)
    key_table: list[int] = []
    text_table: list[int] = []
    body = b""
    for table, column in ((key_table, 0), (text_table, 1)):
        for pair in pairs:
            table += [len(pair[column]), texts_at + len(body)]
            body += pair[column] + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), keys_at, keys_at + 8 * len(pairs), 0, texts_at)
    tables = array.array("I", key_table + text_table)
    if sys.byteorder == "big":
        tables.byteswap()
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(head + tables.tobytes() + body)
    os.chmod(file.name, 0o644)
    os.replace(file.name, path)


def _mo_key(message: Message) -> bytes:
    text = f"{message.context}{_CONTEXT_MARK}{message.text}" if message.context else message.text
    return (f"{text}{_PLURAL_MARK}{message.plural}" if message.plural else text).encode()


def sources() -> list[Path]:
    """Every .po file of the product."""
    return sorted(PRODUCT.glob("locale/*/LC_MESSAGES/*.po")) + sorted(PRODUCT.glob("*/locale/*/LC_MESSAGES/*.po"))


def compile_all() -> list[Path]:
    """Compile every catalogue; returns the files written."""
    written = [po.with_suffix(".mo") for po in sources()]
    for target in written:
        write_mo(read_po(target.with_suffix(".po")), target)
    return written


def compile_stale() -> list[Path]:
    """Compile the catalogues that are newer than what was made of them; a folder that cannot be written is left alone."""
    written = []
    for source in sources():
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        if os.access(source.parent, os.W_OK):
            write_mo(read_po(source), target)
            written.append(target)
    return written


# --- finding what is to be translated ---------------------------------------------------------------------------------

#: Function name -> which argument is context, text, plural (None: it has none).
_CALLS: Final[dict[str, tuple[int | None, int, int | None]]] = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}


def messages_in_python(source: str) -> Iterator[Message]:
    """What Python code marks for translation with plain literals."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and (places := _CALLS.get(_called(node.func))) is not None:
            context, text, plural = (_literal(node.args, place) for place in places)
            if text:
                yield Message(text, plural, context)


def _called(function: ast.expr) -> str:
    if isinstance(function, ast.Name):
        return function.id
    return function.attr if isinstance(function, ast.Attribute) else ""


def _literal(args: Sequence[ast.expr], place: int | None) -> str:
    if place is None or place >= len(args):
        return ""
    arg = args[place]
    return arg.value if isinstance(arg, ast.Constant) and isinstance(arg.value, str) else ""


_QUOTED: Final = r"""(?P<{0}q>["'])(?P<{0}>(?:(?!(?P={0}q)).)*)(?P={0}q)"""
_SIMPLE_TAG = re.compile(
    r"{%\s*(?:translate|trans)\s+"
    + _QUOTED.format("text")
    + r"(?:[^%]*?\bcontext\s+"
    + _QUOTED.format("ctx")
    + r")?[^%]*%}"
)
_MARKED_WORDS = re.compile(r"""_\((["'])(.*?)\1\)""")
_BLOCK_TAG = re.compile(
    r"{%\s*(?:blocktranslate|blocktrans)\b(?P<options>[^%]*)%}(?P<body>.*?){%\s*endblocktrans(?:late)?\s*%}", re.DOTALL
)
_PLURAL_TAG = re.compile(r"{%\s*plural\s*%}")
_SHOWN_NAME = re.compile(r"{{\s*([\w.]+)[^}]*}}")


def messages_in_template(source: str) -> Iterator[Message]:
    """What a template marks for translation, in the form Django will look it up by."""
    for tag in _SIMPLE_TAG.finditer(source):
        yield Message(tag["text"], context=tag["ctx"] or "")
    for tag in re.finditer(r"{[{%].*?[%}]}", source):
        for _quote, text in _MARKED_WORDS.findall(tag[0]):
            yield Message(text)
    for block in _BLOCK_TAG.finditer(source):
        singular, *plural = (_block_text(part, block["options"]) for part in _PLURAL_TAG.split(block["body"]))
        context = re.search(r"\bcontext\s+" + _QUOTED.format("ctx"), block["options"])
        yield Message(singular, plural[0] if plural else "", context["ctx"] if context else "")


def _block_text(body: str, options: str) -> str:
    text = _SHOWN_NAME.sub(r"%(\1)s", body.replace("%", "%%"))
    if re.search(r"\btrimmed\b", options):
        text = " ".join(line.strip() for line in text.strip().splitlines() if line.strip())
    return text


def messages_of(app: str) -> dict[tuple[str, str], Message]:
    """Everything an app marks for translation, each once; sample content and tests are not for readers."""
    folder = PRODUCT / app
    found: dict[tuple[str, str], Message] = {}
    for path in sorted([*folder.rglob("*.py"), *folder.rglob("*.html")]):
        reader = messages_in_python if path.suffix == ".py" else messages_in_template
        for message in reader(path.read_text(encoding="utf-8")):
            found.setdefault(message.key, message)
    return found


def translated(language: str = "es") -> dict[tuple[str, str], Message]:
    """Everything that has words in a language, over all catalogues."""
    known = (m for po in sources() if po.parts[-3] == language for m in read_po(po))
    return {m.key: m for m in known if m.text and m.said and all(m.said)}


def missing_from(app: str, language: str = "es") -> list[Message]:
    """What an app says that has no words in a language yet."""
    known = translated(language)
    return [message for key, message in messages_of(app).items() if key not in known]


@dataclass(frozen=True, slots=True)
class AtOdds:
    """A message said in more than one way: each catalogue, from the product's folder, with how it says it."""

    message: Message
    ways: tuple[tuple[str, tuple[str, ...]], ...]

    def __str__(self) -> str:
        context = f" ({self.message.context})" if self.message.context else ""
        lines = [f'# "{self.message.text}"{context} is said in more than one way, and every page shows the same one:']
        lines += [f"#   {catalogue}: {' | '.join(said)}" for catalogue, said in self.ways]
        return "\n".join(
            [*lines, "# Choose one wording for all, or give one a context, in its page and in its msgctxt.\n"]
        )


def at_odds(language: str = "es") -> list[AtOdds]:
    """What catalogues say differently. Django reads all of them as one, so one way would win on every page."""
    ways: dict[tuple[str, str, bool], list[tuple[str, tuple[str, ...]]]] = {}
    for po in (po for po in sources() if po.parts[-3] == language):
        for own in read_po(po):
            if own.text and own.said and all(own.said):
                # one message may stand alone and with a plural: gettext keeps those apart
                ways.setdefault((*own.key, bool(own.plural)), []).append((str(po.relative_to(PRODUCT)), own.said))
    return [
        AtOdds(Message(text, context=context), tuple(found))
        for (context, text, _), found in ways.items()
        if len({said for _, said in found}) > 1
    ]


def as_po(message: Message) -> str:
    """A message as a .po entry, to be filled in."""

    def quoted(text: str) -> str:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'

    lines = [f"msgctxt {quoted(message.context)}"] if message.context else []
    lines.append(f"msgid {quoted(message.text)}")
    if message.plural:
        lines += [f"msgid_plural {quoted(message.plural)}", 'msgstr[0] ""', 'msgstr[1] ""']
    else:
        lines.append('msgstr ""')
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str]) -> int:
    """The command: `compile`, or `missing` with apps (all by default). Exit 1 where something is missing or at odds."""
    if list(arguments[:1]) == ["compile"]:
        for path in compile_all():
            print(f"compiled {path.relative_to(PRODUCT)}")
        return 0
    if list(arguments[:1]) != ["missing"]:
        print(__doc__)
        return 2
    apps = list(arguments[1:]) or sorted(p.name for p in PRODUCT.iterdir() if (p / "__init__.py").exists())
    left = [(app, message) for app in apps for message in missing_from(app)]
    for app, message in left:
        print(f"# {app}\n{as_po(message)}")
    odd = at_odds()
    for found in odd:
        print(found)
    return 1 if left or odd else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
