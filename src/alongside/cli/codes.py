"""`acts`, `judge`, `duties`, `clauses`, `lint`: what codes say, from their files alone."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from alongside.cli.clauses import clause_rows
from alongside.cli.library import act_named, code_paths, day_of, editions, policy_from, vocabulary
from alongside.cli.output import AsJson, Refused, console, print_json, print_table
from canon.act import Act
from canon.checking import lint as lint_edition
from canon.code import Edition
from canon.duties import Owed, duties_of, read_events
from canon.explaining.report import fact_data, ruling_data
from canon.judging import judge as judge_act
from canon.reading import Fault, FileRefused, open_table, read_edition, read_facts

Codes = Annotated[list[str] | None, typer.Option("--code", help="A code's id, or the path of a code file; repeat it.")]
PolicyFile = Annotated[Path | None, typer.Option("--policy", help="The employer's policy, JSON or TOML.")]


def add_to(app: typer.Typer) -> None:
    """Put these commands on the main command."""
    for name, command in (("acts", acts), ("judge", judge), ("duties", duties), ("clauses", clauses), ("lint", lint)):
        app.command(name)(command)


def acts(as_json: AsJson = False) -> None:
    """List the acts that codes speak of, each with its facts."""
    listed = [_act_data(act) for act in vocabulary().acts.values()]
    if as_json:
        print_json(listed)
        return
    rows = [(a.name, a.may, ", ".join(f.name for f in a.facts)) for a in vocabulary().acts.values()]
    print_table("Acts", ("act", "asks", "facts"), rows)


def judge(
    act: Annotated[str, typer.Argument(help="An act, such as accept-gift; see them with `alongside acts`.")],
    code: Codes = None,
    facts: Annotated[Path | None, typer.Option("--facts", help="Facts, JSON or TOML; none: nothing is known.")] = None,
    policy: PolicyFile = None,
    on: Annotated[str | None, typer.Option("--on", help="The day of the act, 2026-11-22; today.")] = None,
    as_json: AsJson = False,
) -> None:
    """Rule on an act on stated facts, under one code or several and an employer's policy."""
    subject, codes = act_named(act), editions(code or [])
    try:
        stated = read_facts(open_table(facts), subject, name=facts.name) if facts else {}
    except FileRefused as refused:
        raise Refused("facts-refused", str(refused)) from None
    data = ruling_data(judge_act(subject, stated, codes, policy_from(policy, codes), on=day_of(on)))
    if as_json:
        print_json(data)
    else:
        _print_ruling(subject, data)


def _print_ruling(act: Act, data: dict[str, object]) -> None:
    out = console()
    out.print(f"{act.may}  [bold]{data['answer']}[/bold]")
    codes = data["codes"]
    assert isinstance(codes, dict)
    for code, own in codes.items():
        out.print(f"  {code}: {own['answer']}  {' '.join(own['decided_by'])}")
        for clause, reasons in own["because"].items():
            if reasons:
                out.print(f"      {clause} because {'; '.join(reasons)}")
    for key, title in (("next", "Next"), ("required_by", "Required by")):
        values = data[key]
        if isinstance(values, list) and values:
            out.print(f"{title}: {' / '.join(map(str, values))}")
    ask = data["ask"]
    if isinstance(ask, dict):
        out.print(f"Ask: {ask['ask']}  ({ask['fact']})")
    steps = data["would_permit"]
    if isinstance(steps, list) and steps:
        out.print(f"Would permit: {' / '.join(str(step['step']) for step in steps)}")


def duties(
    events: Annotated[Path, typer.Option("--events", help='Dated events, JSON or TOML: {"events": [...]}.')],
    code: Codes = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help="The day to reckon from, 2026-11-22; today.")] = None,
    policy: PolicyFile = None,
    as_json: AsJson = False,
) -> None:
    """Work out what is owed by a day, from dated events."""
    codes, day = editions(code or []), day_of(as_of)
    table = open_events(events)
    rules = policy_from(policy, codes)
    rows: list[dict[str, object]] = []
    for edition in codes:
        try:
            known = read_events(table, edition.code.zone, name=events.name)
        except FileRefused as refused:
            raise Refused("events-refused", str(refused)) from None
        rows += [_owed_data(owed) for owed in duties_of(edition, known, as_of=day, policy=rules)]
    if as_json:
        print_json(rows)
        return
    shown = [r for r in rows if r["status"] != "not-owed"]
    texts = [(str(r["clause"]), str(r["status"]), str(r["due"] or ""), "; ".join(r["missing"])) for r in shown]  # type: ignore[arg-type]
    print_table(f"Duties on {day}", ("clause", "status", "due", "missing"), texts)


def open_events(path: Path) -> list[dict[str, object]]:
    """The events of a file. Raises Refused."""
    try:
        events = open_table(path).get("events")
    except FileRefused as refused:
        raise Refused("events-refused", str(refused)) from None
    if not isinstance(events, list) or not all(isinstance(e, dict) for e in events):
        raise Refused(
            "events-refused", f'{path.name} holds no list "events": write {{"events": [{{"event": ..., "on": ...}}]}}.'
        )
    return events


def _owed_data(owed: Owed) -> dict[str, object]:
    return {
        "clause": owed.duty.clause,
        "duty": owed.duty.id,
        "says": owed.duty.says,
        "owed_by": owed.duty.owed_by,
        "status": owed.status.value,
        "ref": owed.ref,
        "start": owed.start.isoformat() if owed.start else None,
        "due": owed.due.isoformat() if owed.due else None,
        "late_from": owed.late_from.isoformat() if owed.late_from else None,
        "have": {a.what: a.have for a in owed.amounts},
        "need": {a.what: a.need for a in owed.amounts},
        "planned": {a.what: a.planned for a in owed.amounts if a.planned},
        "missing": list(owed.missing),
        "evidence": [{"event": e.event, "on": e.on.isoformat(), "ref": e.ref} for e in owed.evidence],
    }


def clauses(code: Codes = None, as_json: AsJson = False) -> None:
    """List every clause: its control, what enforces it, and the tests that name it."""
    rows = clause_rows(editions(code or []))
    if as_json:
        print_json(rows)
        return
    texts = [(str(r["id"]), str(r["control"]), ", ".join(r["enforced_by"]), str(len(r["tests"]))) for r in rows]  # type: ignore[arg-type]
    print_table("Clauses", ("clause", "control", "enforced by", "tests"), texts)


def lint(
    files: Annotated[list[Path] | None, typer.Argument(help="Code files; none: all.")] = None, as_json: AsJson = False
) -> None:
    """Check code files: form, cases, dead and outranked rules, contradictions."""
    paths = files or code_paths()
    for path in paths:
        if not path.is_file():
            what = "is a folder; name the files in it" if path.is_dir() else "cannot be found; check the path"
            raise Refused("file-unreadable", f"{path} {what}.")
    faults = [fault for path in paths for fault in _faults(path)]
    if as_json:
        print_json(
            [{"file": f.path, "line": f.line, "code": f.code, "what": f.what, "remedy": f.remedy} for f in faults]
        )
    else:
        out = console()
        for fault in faults:
            out.print(str(fault), markup=False)
        out.print(f"{counted(len(paths), 'file')}, {counted(len(faults), 'fault')}")
    if faults:
        raise typer.Exit(1)


def counted(number: int, noun: str) -> str:
    """`1 fault`, `2 faults`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _faults(path: Path) -> list[Fault]:
    try:
        edition: Edition = read_edition(path, vocabulary())
    except FileRefused as refused:
        return list(refused.faults)
    return list(lint_edition(edition, vocabulary()))


def _act_data(act: Act) -> dict[str, object]:
    return {
        "name": act.name,
        "may": act.may,
        "topic": act.topic,
        "needs_ground": act.needs_ground,
        "facts": [
            {
                "name": fact.name,
                "type": fact.type.value,
                "unit": "USD" if fact.type.value == "money" else None,
                "from": fact.source.value,
                "ask": act.question(fact),
                "choices": [{"value": c.value, "label": c.label} for c in fact.choices],
                "step": {"say": fact.step, "to": fact_data(fact.to)} if fact.step else None,
            }
            for fact in act.facts
        ],
    }
