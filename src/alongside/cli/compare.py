"""`compare` and `diff`: codes side by side, and what changed from one edition to another."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from alongside.cli.library import day_of, editions, vocabulary
from alongside.cli.output import AsJson, Refused, console, print_json
from canon.comparing import Difference, compare_behaviour, compare_topics, diff_editions
from canon.explaining.report import fact_data


def add_to(app: typer.Typer) -> None:
    """Put these commands on the main command."""
    app.command("compare")(compare)
    app.command("diff")(diff)


def compare(
    codes: Annotated[list[str], typer.Argument(help="Two codes or more: ids, or paths of code files.")],
    topic: Annotated[str, typer.Option("--topic", help="One topic only.")] = "",
    on: Annotated[str | None, typer.Option("--on", help="The day, 2026-11-22; today.")] = None,
    as_json: AsJson = False,
) -> None:
    """Compare codes by topic and by behaviour: the same facts, another ruling."""
    if len(set(codes)) < 2:
        raise Refused("too-few-codes", "name two different codes or more: alongside compare nm nc")
    chosen = editions(codes)
    topics = compare_topics(chosen, topic)
    if topic and not topics:
        known = ", ".join(compare_topics(chosen))
        raise Refused("unknown-topic", f"no clause has the topic {topic!r}. Topics: {known}")
    acts = {a for e in chosen for c in e.clauses if not topic or c.topic == topic for r in c.rules for a in r.acts}
    found = compare_behaviour(chosen, vocabulary(), on=day_of(on), acts=acts)
    if as_json:
        listed = {t: {code: [c.id for c in cs] for code, cs in by.items()} for t, by in topics.items()}
        print_json({"topics": listed, "differences": [_difference_data(d) for d in found]})
        return
    out = console()
    for name, by_code in topics.items():
        out.print(f"[bold]{name}[/bold]")
        for code, clauses in by_code.items():
            out.print(f"  {code}: {', '.join(c.id for c in clauses) or 'no clause'}")
    _print_differences(found)


def diff(
    old: Annotated[Path, typer.Argument(help="The older edition's file.")],
    new: Annotated[Path, typer.Argument(help="The newer edition's file.")],
    as_json: AsJson = False,
) -> None:
    """Show what changed between two editions: clause by clause, and by behaviour."""
    before, after = editions([str(old)])[0], editions([str(new)])[0]
    found = diff_editions(
        before,
        after,
        vocabulary(),
        old_day=max(before.start, before.cuts[-1]),
        new_day=max(after.start, after.cuts[-1]),
    )
    if as_json:
        clauses = [{"clause": c.clause, "kind": c.kind, "fields": list(c.fields)} for c in found.clauses]
        print_json({"clauses": clauses, "behaviour": [_difference_data(d) for d in found.behaviour]})
        return
    out = console()
    for change in found.clauses:
        out.print(f"{change.kind}: {change.clause} {', '.join(change.fields)}")
    _print_differences(found.behaviour)
    if not found.clauses and not found.behaviour:
        out.print("Nothing changed: the same clauses, and the same answers on all facts.")


def _difference_data(found: Difference) -> dict[str, object]:
    return {
        "act": found.act,
        "facts": {name: fact_data(value) for name, value in found.facts.items()},
        "left": {"code": found.left, "answer": found.left_answer.value},
        "right": {"code": found.right, "answer": found.right_answer.value},
    }


def _print_differences(found: tuple[Difference, ...]) -> None:
    out = console()
    for one in found:
        facts = ", ".join(f"{name} = {fact_data(value)}" for name, value in one.facts.items()) or "any facts"
        answers = f"{one.left} {one.left_answer.value}, {one.right} {one.right_answer.value}"
        out.print(f"{one.act}: {answers}  ({facts})")
