"""Find codes, acts and days as people name them on the command line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from alongside.cli.output import Refused
from alongside.rulebook.codes_folder import codes_folder
from canon.act import Act, UnknownName, Vocabulary
from canon.checking import read_sound
from canon.code import Edition
from canon.policy import NO_POLICY, Policy, policy_faults
from canon.reading import FileRefused, code_files, open_table, read_edition, read_policy, read_vocabulary


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """acts.toml."""
    try:
        return read_vocabulary(codes_folder() / "acts.toml")
    except FileRefused as refused:
        raise Refused("vocabulary-refused", str(refused)) from None


def act_named(name: str) -> Act:
    """An act by name; a name nobody listed is refused with the nearest ones."""
    try:
        return vocabulary().acts[name]
    except UnknownName as problem:
        stop = "" if problem.nearest else "."
        raise Refused("unknown-act", f"{problem}{stop} See them all: alongside acts") from None


def code_paths() -> list[Path]:
    """The code files of the folder, in order of name."""
    return code_files(codes_folder())


def editions(names: Sequence[str]) -> list[Edition]:
    """Codes by id (`nm`), by file name (`nm-cpsw`) or by the path of a file; all of the folder where none is named."""
    if not names:
        return [_read(path) for path in code_paths()]
    return [_edition(name) for name in names]


def _edition(name: str) -> Edition:
    path = Path(name)
    if path.suffix == ".toml" or path.is_file():
        return _read(path, read_sound)  # nobody has checked it yet
    for path in code_paths():
        if path.stem == name or path.stem.split("-", 1)[0] == name:
            return _read(path)
    known = ", ".join(path.stem.split("-", 1)[0] for path in code_paths())
    raise Refused("unknown-code", f"there is no code {name!r}. Codes: {known}; or give the path of a code file.")


def _read(path: Path, read: Callable[[Path, Vocabulary], Edition] = read_edition) -> Edition:
    try:
        return read(path, vocabulary())
    except FileRefused as refused:
        raise Refused("file-refused", str(refused)) from None


def policy_from(path: Path | None, codes: Sequence[Edition]) -> Policy:
    """An employer's policy from a file; one that loosens a code is refused."""
    if path is None:
        return NO_POLICY
    try:
        policy = read_policy(open_table(path), vocabulary(), name=path.name)
    except FileRefused as refused:
        raise Refused("policy-refused", str(refused)) from None
    if faults := policy_faults(policy, codes):
        raise Refused("policy-refused", "\n".join(faults))
    return policy


def day_of(text: str | None) -> date:
    """A day written 2026-11-22, or today."""
    if text is None:
        return datetime.now().astimezone().date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused("bad-day", f"{text!r} is no day: write it as 2026-11-22.") from None
