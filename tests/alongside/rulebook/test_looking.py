"""Code files are asked for many times a page and looked at twice a second; another folder is looked at once it is named."""

from pathlib import Path
from shutil import copytree

import pytest

from alongside.rulebook import files
from alongside.rulebook.codes_folder import codes_folder


def test_what_was_seen_is_good_for_a_while(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = files.shelf()
    folder = copytree(codes_folder(), tmp_path / "codes")
    monkeypatch.setenv("ALONGSIDE_CODES", str(folder))
    monkeypatch.setattr(files, "SECONDS_BETWEEN_LOOKS", 3600.0)
    there = files.shelf()
    gone = there.files[0]
    gone.path.unlink()

    assert there is not here
    assert files.shelf() is there

    monkeypatch.setattr(files, "_looked", None)
    assert gone.edition not in files.shelf().library.editions

    monkeypatch.delenv("ALONGSIDE_CODES")
    assert len(files.shelf().files) == len(here.files)
