"""The set-up script: what is skipped, what is cut from the stylesheet, what uv is told, and who may read its door."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "tools"))

from housekeeping import assets, browser, commands, packages, places, saying, stamps  # noqa: E402


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(stamps, "FOLDER", tmp_path / "stamps")
    return tmp_path


def test_an_old_python_can_read_the_door_and_say_which_one_is_needed() -> None:
    ast.parse((ROOT / "tools" / "house.py").read_text(), feature_version=(3, 4))


def test_a_stage_is_skipped_until_its_inputs_change(folder: Path) -> None:
    lock = folder / "run.txt"
    lock.write_text("django==5.2")
    stamps.put_stamp("packages", [lock])

    assert stamps.is_current("packages", [lock])
    lock.write_text("django==5.3")
    assert not stamps.is_current("packages", [lock])


def test_a_stage_is_made_again_when_what_it_made_is_gone(folder: Path) -> None:
    made = folder / "axe.min.js"
    made.touch()
    stamps.put_stamp("assets", ["same"])

    assert stamps.is_current("assets", ["same"], makes=[made])
    made.unlink()
    assert not stamps.is_current("assets", ["same"], makes=[made])


def test_the_stylesheet_names_no_file_that_is_not_staged() -> None:
    css = (
        '@font-face{font-family:"A";src:url(../fonts/source-sans-pro/regular.woff2)format("woff2")}'
        '@font-face{font-family:"M";src:url(../fonts/merriweather/Latin-Merriweather-Regular.woff2)format("woff2")}'
        ".usa-hero{line-height:1.5;background-image:url(../img/hero.jpg);color:#fff}\n"
        "/*# sourceMappingURL=uswds.min.css.map */\n"
    )

    trimmed = assets.trimmed(css)

    assert "source-sans-pro" not in trimmed
    assert "Latin-Merriweather-Regular.woff2" in trimmed
    assert trimmed.endswith(".usa-hero{line-height:1.5;color:#fff}\n")


def test_uv_is_told_what_pip_was_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX", "UV_FIND_LINKS", "SSL_CERT_FILE"):
        monkeypatch.delenv(name, raising=False)
    told = {
        "index-url": "https://mirror.example/simple",
        "extra-index-url": f"file://{tmp_path}/gone https://more.example/simple",
        "find-links": str(tmp_path),
        "cert": "/etc/ssl/own.pem",
    }
    monkeypatch.setattr(packages, "pip_settings", lambda: told)

    env = packages.uv_env()

    assert env["UV_DEFAULT_INDEX"] == "https://mirror.example/simple"
    assert env["UV_INDEX"] == "https://more.example/simple"
    assert env["UV_FIND_LINKS"] == str(tmp_path)
    assert env["SSL_CERT_FILE"] == "/etc/ssl/own.pem"
    assert env["UV_PYTHON_DOWNLOADS"] == "never"


def test_every_make_target_is_a_command() -> None:
    line = next(line for line in (ROOT / "Makefile").read_text().splitlines() if line.startswith("COMMANDS :="))

    assert line.partition(":= ")[2].split() == list(commands.COMMANDS)
    assert all(command.__doc__ for command in commands.COMMANDS.values())


def test_an_unknown_word_is_answered_with_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.run(["tset"]) == 2

    said = capsys.readouterr().out
    assert "There is no `tset`" in said
    assert "make test" in said


def test_all_that_set_up_makes_stays_inside_the_checkout() -> None:
    assert all(
        path.is_relative_to(ROOT) for path in (places.STATE, places.VENV, places.VENDOR, places.PAPER_FONTS, places.AXE)
    )


def test_where_the_quick_browser_cannot_be_had_another_does_and_it_is_asked_for_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def install(name: str) -> None:
        asked.append(name)
        raise saying.Trouble("no such package", "none")

    monkeypatch.delenv("CHROMIUM_PATH", raising=False)
    monkeypatch.setattr(browser, "can_install", lambda: True)
    monkeypatch.setattr(browser, "install", install)
    monkeypatch.setattr(browser.shutil, "which", lambda name: "/usr/bin/chromium" if name == "chromium" else None)

    found = [browser.ready_chromium(), browser.ready_chromium()]

    assert found == [Path("/usr/bin/chromium")] * 2
    assert asked == ["chromium-headless-shell"]
