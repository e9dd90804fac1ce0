"""Run the command as a person does, and read what it prints."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from alongside.cli import main


@dataclass(frozen=True)
class Ran:
    """What a command did: its exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """What it printed, as JSON."""
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*words: str | Path) -> Ran:
        monkeypatch.setattr(sys, "argv", ["alongside", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return Ran(int(ended.value.code or 0), printed.out, printed.err)

    return run


@pytest.fixture
def facts(tmp_path: Path) -> Callable[..., Path]:
    """Write facts to a file: `facts({"gift.value": "30.00 USD"})`."""

    def write(stated: dict[str, object]) -> Path:
        path = tmp_path / "facts.json"
        path.write_text(json.dumps(stated), "utf-8")
        return path

    return write
