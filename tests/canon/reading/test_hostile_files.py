"""Whatever a file holds, it is read or refused: FileRefused with a remedy, soon, and nothing else."""

import random
import time
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings, strategies as st

from canon.checking import lint
from canon.reading import FileRefused, edition_from, open_table, parse_toml, read_edition, read_library, read_vocabulary
from canon.reading.toml import LARGEST, Lines, Source
from tests.canon.reading.made import CODE, WORDS, edition, vocabulary

SOON = 10.0  # seconds; each of these takes far less on an idle machine

HOSTILE = {
    "nothing": b"",
    "no text": b"\xff\xfe\x00[",
    "a picture": bytes(range(256)) * 40,
    "a null": b'[code]\nid = "a\x00b"\n',
    "too large": b"#" * (LARGEST + 1),
    "deep on a line": b"a = " + b"[" * 5_000,
    "deep and closed": b"a = " + b"[" * 300 + b"]" * 300,
    "deep over lines": b"a = " + b"[\n" * 20_000,
    "deep inline tables": b"a = " + b"{b = " * 13 + b"1" + b"}" * 13,
    "deep by name": b"a" + b".a" * 150 + b" = 1\n",
    "deep by header": b"[a" + b".a" * 150 + b"]\n",
    "a name of many parts": b"a" + b".a" * 500_000 + b" = 1\n",
    "a header of many parts": b"[a" + b".a" * 500_000 + b"]\n",
    "names of many parts": (b"a" + b".a" * 190 + b" = 1\n") * 40,
    "a long word": b"a" * 1_900_000,
    "quotes": b'"' * 1_900_000,
    "openers": b"[{" * 900_000,
    "closers": b"]}" * 900_000,
    "many tables": b"[[clause]]\n" * 20_000,
    "many keys": b"".join(b"k%d = 1\n" % n for n in range(20_000)),
    "a huge number": b"a = " + b"9" * 100_000,
    "a huge date": b"a = 99999-01-01",
    "no such day": b"a = 2026-02-30",
    "the year nothing": b"a = 0000-01-01",
    "a key twice": b'[code]\nid = "a"\nid = "b"\n',
    "a table twice": b"[code]\n[code]\n",
    "a list where a table was": b"[code]\n[[code]]\n",
    "infinity": b"[code]\nid = inf\nname = nan\n",
    "tables of the wrong kind": b"code = 1\nedition = []\nclause = 1\nsection = [1]\nbackground = {}\n",
    "a clause of nothing": b"[[clause]]\n",
    "a rule of nothing": b"[[clause]]\n[[clause.rule]]\n[[clause.duty]]\n[[clause.reading]]\n",
    "a rule of odd things": b"[[clause]]\n[[clause.rule]]\nact = 1\nacts = [1]\nparam = 1\ncases = [[]]\nwhen = []\n",
    "lists for texts": b"".join(b"%s = []\n" % k.encode() for k in ("id", "name")),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_soon_with_a_remedy(name: str, tmp_path: Path) -> None:
    path = tmp_path / "kit.toml"
    path.write_bytes(HOSTILE[name])
    began = time.process_time()

    refusals = []
    for read in (lambda: read_edition(path, vocabulary()), lambda: read_vocabulary(path)):
        try:
            read()
        except FileRefused as refused:
            refusals.append(refused)

    assert len(refusals) == 2 or name == "nothing"
    for fault in (fault for refused in refusals for fault in refused.faults):
        assert fault.code
        assert fault.remedy
        assert len(str(fault)) < 2_000
    assert time.process_time() - began < SOON


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("suffix", [".toml", ".json"])
def test_so_is_a_hostile_table_of_facts(name: str, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"facts{suffix}"
    path.write_bytes(HOSTILE[name])

    with suppress(FileRefused):
        open_table(path)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        '{"a":' * 100_000,
        '{"a": 1, "a": 2}',
        "[]",
        "1",
        "null",
        '"x"',
        "{",
        "",
        "NaN",
        '{"a": ' + "9" * 9_999 + "}",
    ],
    ids=lambda t: t[:12],
)
def test_json_that_is_no_table_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    path.write_text(text, "utf-8")

    with pytest.raises(FileRefused):
        open_table(path)


def test_a_path_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.toml", tmp_path, Path("a\0b.toml"), Path("/dev/null/x.toml")):
        for read in (open_table, read_vocabulary, lambda p: read_edition(p, vocabulary())):
            with pytest.raises(FileRefused) as refused:
                read(path)
            assert refused.value.faults[0].code in ("file-unreadable", "file-too-large", "no-clauses")


def test_a_file_without_end_is_not_read_to_its_end() -> None:
    with pytest.raises(FileRefused) as refused:
        read_edition(Path("/dev/zero"), vocabulary())

    assert refused.value.faults[0].code == "file-too-large"


def test_the_mark_that_some_editors_put_first_does_no_harm() -> None:
    assert edition_from(parse_toml(b"\xef\xbb\xbf" + CODE.encode(), "kit.toml"), vocabulary()).id == "kit"


def test_carriage_returns_change_nothing() -> None:
    dos = edition_from(parse_toml(CODE.replace("\n", "\r\n").encode(), "kit.toml"), vocabulary())

    assert [c.line for c in dos.clauses] == [c.line for c in edition().clauses]


WORDS_OF_TOML = st.sampled_from(
    '[ ] { } [[ ]] = . , # " \' """ \n clause rule duty code id act when from param cases true 1 1.5 2026-01-01 inf - é \x00'.split(
        " "
    )
)


@settings(max_examples=150)
@given(st.lists(WORDS_OF_TOML, max_size=30).map(" ".join).map(str.encode) | st.binary(max_size=80))
@example(b"a = 1979-05-27T07:32:00Z\n")
def test_no_bytes_raise_anything_else(raw: bytes) -> None:
    with suppress(FileRefused):
        edition_from(parse_toml(raw, "kit.toml"), vocabulary())


@pytest.mark.parametrize("seed", range(40))
def test_a_sound_file_spoiled_anywhere_is_read_or_refused_and_checked(seed: int) -> None:
    dice = random.Random(seed)
    lines = CODE.split("\n")
    for _ in range(dice.randint(1, 3)):
        at = dice.randrange(len(lines))
        kind = dice.randrange(4)
        if kind == 0:
            del lines[at]
        elif kind == 1:
            lines.insert(at, lines[dice.randrange(len(lines))])
        elif kind == 2:
            lines[at] = lines[at][: dice.randrange(len(lines[at]) + 1)]
        else:
            lines[at] = lines[at].replace('"', "", 1) if dice.random() < 0.5 else lines[at].replace("= ", "= [", 1)

    with suppress(FileRefused):
        lint(edition("\n".join(lines)), vocabulary())


@settings(max_examples=100)
@given(
    st.sampled_from(CODE.split("\n")),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.dates(),
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
        max_leaves=5,
    ),
)
def test_any_value_anywhere_is_read_or_refused(line: str, value: object) -> None:
    source = parse_toml(CODE.encode(), "kit.toml")
    key = line.partition("=")[0].strip()

    def spoil(node: object) -> object:
        if isinstance(node, dict):
            return {k: value if k == key else spoil(v) for k, v in node.items()}
        return [spoil(v) for v in node] if isinstance(node, list) else node

    data = spoil(source.data)
    assert isinstance(data, dict)
    with suppress(FileRefused):
        lint(edition_from(Source("kit.toml", data, "", Lines()), vocabulary()), vocabulary())


def test_two_files_of_one_code_and_day_are_refused(tmp_path: Path) -> None:
    (tmp_path / "acts.toml").write_text(WORDS)
    (tmp_path / "a.toml").write_text(CODE)
    (tmp_path / "b.toml").write_text(CODE)

    with pytest.raises(FileRefused) as refused:
        read_library(tmp_path)

    assert [f.code for f in refused.value.faults] == ["duplicate-code"]


def test_two_editions_of_a_code_stand_side_by_side(tmp_path: Path) -> None:
    (tmp_path / "acts.toml").write_text(WORDS)
    (tmp_path / "a.toml").write_text(CODE)
    (tmp_path / "b.toml").write_text(CODE.replace("from = 2020-01-01\nnote", "from = 2025-01-01\nnote"))

    library = read_library(tmp_path)

    assert library.edition("kit").start == date(2025, 1, 1)
    assert library.edition("kit", on=date(2024, 12, 31)).start == date(2020, 1, 1)
