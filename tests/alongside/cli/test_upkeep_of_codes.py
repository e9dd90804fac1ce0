"""`alongside duties`, `clauses`, `lint`, `compare`, `diff` and `document match`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from alongside.rulebook.codes_folder import codes_folder
from tests.alongside.cli.conftest import Run
from tests.clauses import clause


def _events(tmp_path: Path, *events: dict[str, object]) -> Path:
    path = tmp_path / "events.json"
    path.write_text(json.dumps({"events": events}), "utf-8")
    return path


@clause("nc.cert.5")
def test_a_legal_action_is_late_on_the_sixty_first_day(run: Run, tmp_path: Path) -> None:
    events = _events(tmp_path, {"event": "legal-action-filed", "on": "2026-09-01", "ref": "a"})

    def status(day: str) -> dict[str, object]:
        owed = run("duties", "--code", "nc", "--events", events, "--as-of", day, "--json").data
        return next(d for d in owed if d["clause"] == "nc.cert.5")

    assert (status("2026-10-31")["status"], status("2026-10-31")["due"]) == ("due", "2026-10-31")
    assert (status("2026-11-01")["status"], status("2026-11-01")["late_from"]) == ("overdue", "2026-11-01")
    assert status("2026-11-01")["missing"]


def test_events_that_cannot_be_read_are_named_by_row(run: Run, tmp_path: Path) -> None:
    ran = run("duties", "--code", "nc", "--events", _events(tmp_path, {"event": "certified", "on": "soon"}))

    assert ran.code == 2
    assert "event 1" in ran.err


def test_every_clause_says_what_enforces_it(run: Run) -> None:
    rows = run("clauses", "--json").data

    assert len(rows) == 385
    assert all(row["enforced_by"] for row in rows)
    gates = [row for row in rows if row["control"] == "gate"]
    assert all(row["rules"]["acts"] or row["access"] for row in gates)
    duties = [row for row in rows if row["control"] == "duty"]
    assert all(row["rules"]["acts"] or row["rules"]["duties"] for row in duties)


def test_the_five_codes_lint_clean(run: Run) -> None:
    ran = run("lint", "--json")

    assert (ran.code, ran.data) == (0, [])


def test_a_broken_code_file_is_refused_with_line_and_remedy(run: Run, tmp_path: Path) -> None:
    text = (codes_folder() / "nm-cpsw.toml").read_text("utf-8")
    broken = tmp_path / "nm-broken.toml"
    broken.write_text(text.replace("gift.value > param.ceiling", "gift.valeu > param.ceiling", 1), "utf-8")

    ran = run("lint", broken, "--json")

    assert ran.code == 1
    fault = next(f for f in ran.data if f["code"] == "bad-condition")
    assert fault["line"] > 1
    assert "gift.value" in fault["remedy"]


def test_compare_shows_the_same_facts_with_another_ruling(run: Run) -> None:
    compared = run("compare", "nm", "nc", "--topic", "gifts", "--json").data

    assert set(compared["topics"]) == {"gifts"}
    assert any(d["act"] == "accept-gift" for d in compared["differences"])


def test_compare_needs_two_codes_and_a_known_topic(run: Run) -> None:
    assert run("compare", "nm").code == 2
    assert "gifts" in run("compare", "nm", "nc", "--topic", "gift").err


@clause("nm.integrity.3")
def test_diff_shows_which_facts_get_another_ruling(run: Run, tmp_path: Path) -> None:
    text = (codes_folder() / "nm-cpsw.toml").read_text("utf-8")
    newer = tmp_path / "nm-newer.toml"
    newer.write_text(text.replace('value = "25.00 USD"', 'value = "40.00 USD"', 1), "utf-8")

    changed = run("diff", codes_folder() / "nm-cpsw.toml", newer, "--json").data

    assert {"clause": "nm.integrity.3", "kind": "changed", "fields": ["rules"]} in changed["clauses"]
    moved = [d for d in changed["behaviour"] if d["act"] == "accept-gift"]
    assert moved
    assert moved[0]["left"]["answer"] == "prohibited"
    assert moved[0]["right"]["answer"] == "permitted"
    assert moved[0]["facts"]["gift.value"] in {"25.01 USD", "39.99 USD", "40.00 USD"}


def test_a_document_that_is_not_the_codes_is_said_to_be_another(run: Run, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear all,\n\nthe picnic is on Sunday.\n", "utf-8")

    ran = run("document", "match", "nm", letter, "--json")

    assert ran.code == 1
    assert ran.data["matched"] == 0
    assert not ran.data["looks_like_this_code"]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 broken", b"\x00\x01\x02\xff\xfe\xfd"])
def test_a_file_that_is_no_document_fails_clean(run: Run, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "odd.pdf"
    path.write_bytes(content)

    ran = run("document", "match", "nm", path)

    assert ran.code == 2
    assert ran.err.strip()
    assert "Traceback" not in ran.err
