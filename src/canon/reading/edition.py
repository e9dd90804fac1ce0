"""A code file → Edition."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from canon.act import Vocabulary
from canon.code import Background, Clause, Code, Control, Edition, Modality, Reading, Section
from canon.reading.duty import read_duty
from canon.reading.faults import Fault, FileRefused
from canon.reading.fields import Fields
from canon.reading.programme import read_programme
from canon.reading.rule import read_rule
from canon.reading.toml import Source, open_toml

_TOP = ("code", "edition", "section", "background", "clause", "programme")
_CODE = ("id", "name", "place", "board", "credential", "zone", "source", "terms")
_CLAUSE = (
    "id",
    "section",
    "cite",
    "find",
    "says",
    "modality",
    "topic",
    "control",
    "access",
    "note",
    "rule",
    "duty",
    "reading",
)
_CLAUSE_ID = re.compile(r"[a-z][a-z0-9]{1,11}(?:\.[a-z0-9]+)+")
_CODE_ID = re.compile(r"[a-z][a-z0-9]{1,11}")
_FIND_WORDS = 9  # a phrase to find a sentence by, not the sentence

ACCESS = ("assigned-only", "verified-only", "holder-bound", "edition-bound")


def read_edition(path: Path, vocabulary: Vocabulary) -> Edition:
    """Read one code file. Raises FileRefused with every fault found, each with its line and remedy."""
    return edition_from(open_toml(path), vocabulary)


def edition_from(source: Source, vocabulary: Vocabulary) -> Edition:
    """Read a parsed code file. Raises FileRefused."""
    faults: list[Fault] = []
    top = Fields(source, source.data, (), faults)
    top.only(_TOP)
    code = _code(top.table_of("code"))
    head = top.table_of("edition")
    head.only(("name", "from", "note"))
    start = head.day("from")
    if start is None:
        head.fault(
            "missing-field",
            "the edition has no first day",
            "Add from = 2020-01-01; say in `note` if it is uncertain.",
            "from",
        )
    sections = tuple(
        Section(s.text("name", required=True), s.text("heading", required=True)) for s in top.tables("section")
    )
    background = tuple(
        Background(b.text("find", required=True), b.text("why", required=True), b.text("section"))
        for b in top.tables("background")
    )
    names = {s.name for s in sections}
    for entry, fields in zip(background, top.tables("background"), strict=True):
        if entry.section and entry.section not in names:
            fields.fault("unknown-section", f"there is no section {entry.section!r}", "Mend the name.", "section")
    clauses = tuple(_clause(fields, code, names, vocabulary) for fields in top.tables("clause"))
    _check_ids(top, clauses, faults)
    _check_circles(top, clauses, faults)
    name = head.text("name", required=True)
    programme = read_programme(top)
    if not clauses:
        top.fault("no-clauses", "the file has no clause", "Add [[clause]] tables.")
    if faults:
        raise FileRefused(faults)
    return Edition(
        code=code,
        name=name,
        start=start or date.max,
        note=head.text("note"),
        sections=sections,
        background=background,
        clauses=clauses,
        facts=vocabulary.facts,
        digest=source.digest,
        path=source.path,
        programme=programme,
    )


def _code(fields: Fields) -> Code:
    fields.only(_CODE)
    code_id = fields.text("id", required=True)
    if code_id and not _CODE_ID.fullmatch(code_id):
        fields.fault("bad-id", f"{code_id!r} is no code id", "Use two to twelve small letters and digits.", "id")
    zone = fields.text("zone", required=True)
    try:
        ZoneInfo(zone or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        fields.fault("bad-zone", f"{zone!r} is no time zone", 'Write it like "America/Denver".', "zone")
    return Code(
        id=code_id,
        name=fields.text("name", required=True),
        place=fields.text("place", required=True),
        board=fields.text("board", required=True),
        credential=fields.text("credential", required=True),
        zone=zone,
        source=fields.text("source"),
        terms=_terms(fields.table_of("terms")),
    )


def _terms(fields: Fields) -> Mapping[str, str]:
    terms = {key: fields.text(key, required=True) for key in fields.table}
    for key in ("worker", "person", "people"):
        if key not in terms:
            fields.fault(
                "missing-field", f"the code's word for {key!r} is missing", f'Add {key} = "..." under [code.terms].'
            )
    return terms


def _clause(fields: Fields, code: Code, sections: set[str], vocabulary: Vocabulary) -> Clause:
    fields.only(_CLAUSE)
    clause_id = fields.text("id", required=True)
    if clause_id and not (_CLAUSE_ID.fullmatch(clause_id) and clause_id.startswith(f"{code.id}.")):
        fields.fault(
            "bad-id", f"{clause_id!r} is no clause id of {code.id!r}", f"Write it like {code.id}.section.1.", "id"
        )
    section = fields.text("section", required=True)
    if section and section not in sections:
        fields.fault(
            "unknown-section", f"there is no section {section!r}", "Add a [[section]], or mend the name.", "section"
        )
    find = fields.text("find", required=True)
    if len(find.split()) > _FIND_WORDS:
        fields.fault(
            "find-too-long",
            f"`find` has {len(find.split())} words",
            f"At most {_FIND_WORDS}: enough to find the sentence by.",
            "find",
        )
    access = fields.text("access")
    if access and access not in ACCESS:
        fields.fault("unknown-word", f"{access!r} is no access rule", f"Write one of: {', '.join(ACCESS)}.", "access")
    readings = tuple(_reading(r) for r in fields.tables("reading"))
    names = {r.name for r in readings}
    rules = tuple(read_rule(f, clause_id, n, vocabulary, names) for n, f in enumerate(fields.tables("rule"), 1))
    duties = tuple(read_duty(f, clause_id, names) for f in fields.tables("duty"))
    clause = Clause(
        id=clause_id,
        section=section,
        cite=fields.text("cite", required=True),
        find=find,
        says=fields.text("says", required=True),
        modality=fields.one_of("modality", Modality, Modality.MUST),
        topic=fields.text("topic", required=True),
        control=fields.one_of("control", Control, Control.GUIDE),
        access=access,
        note=fields.text("note"),
        rules=rules,
        duties=duties,
        readings=readings,
        line=fields.line(),
    )
    _check_control(fields, clause)
    _check_names(fields, clause)
    return clause


def _reading(fields: Fields) -> Reading:
    fields.only(("name", "asks", "taken", "other", "why"))
    return Reading(*(fields.text(key, required=True) for key in ("name", "asks", "taken", "other", "why")))


def _check_control(fields: Fields, clause: Clause) -> None:
    """A guide never decides; a gate has a rule or an access rule; a duty has a duty, or a rule that requires."""
    if clause.control is Control.GUIDE and (clause.rules or clause.duties):
        fields.fault(
            "guide-decides",
            f"{clause.id} is a guide, and guides never decide",
            "Take its rules and duties out, or change its control.",
            "control",
        )
    if clause.control is Control.GATE and not clause.rules and not clause.access:
        fields.fault(
            "gate-without-rule",
            f"{clause.id} is a gate without a rule",
            "Add a [[clause.rule]], or name its access rule.",
            "control",
        )
    requires = any(rule.answer.value == "required" for rule in clause.rules)
    if clause.control is Control.DUTY and not clause.duties and not requires:
        fields.fault("duty-without-duty", f"{clause.id} is a duty without one", "Add a [[clause.duty]].", "control")


def _check_names(fields: Fields, clause: Clause) -> None:
    """Several duties of a clause have a name each, and so have its readings: both are known by it."""
    for kind, names in (("duty", [d.name for d in clause.duties]), ("reading", [r.name for r in clause.readings])):
        if len(names) > 1 and ("" in names or len(set(names)) < len(names)):
            fields.fault(
                "duplicate-name",
                f"{clause.id} has several tables [[clause.{kind}]] of one name, or of none",
                'Give each its own: name = "...".',
                kind,
            )


def _check_circles(top: Fields, clauses: tuple[Clause, ...], faults: list[Fault]) -> None:
    """No clause overrides, by way of others, itself: neither would stand, and what both say would be lost."""
    rules = [rule for clause in clauses for rule in clause.rules if rule.overrides]
    for rule in rules:
        for act in rule.acts:
            reached, waiting = set[str](), set(rule.overrides)
            while waiting:
                reached |= waiting
                further = (other.overrides for other in rules if other.clause in waiting and act in other.acts)
                waiting = {clause for overrides in further for clause in overrides} - reached
            if rule.clause in reached - rule.overrides:
                what = f"{rule.id} overrides, by way of others, its own clause for {act}"
                faults.append(
                    Fault(top.source.path, rule.line, "overrides-in-a-circle", what, "Let one of them stand above.")
                )


def _check_ids(top: Fields, clauses: tuple[Clause, ...], faults: list[Fault]) -> None:
    seen: dict[str, Clause] = {}
    for clause in clauses:
        if clause.id in seen:
            what = f"clause {clause.id!r} stands twice (first on line {seen[clause.id].line})"
            faults.append(Fault(top.source.path, clause.line, "duplicate-id", what, "Give each clause its own id."))
        seen[clause.id] = clause
    for clause in clauses:
        for rule in clause.rules:
            faults.extend(
                Fault(
                    top.source.path,
                    rule.line,
                    "unknown-clause",
                    f"{rule.id} overrides {other!r}",
                    "Name a clause of this file.",
                )
                for other in sorted(rule.overrides - seen.keys())
            )
            if clause.id in rule.overrides:
                faults.append(
                    Fault(
                        top.source.path,
                        rule.line,
                        "overrides-itself",
                        f"{rule.id} overrides its own clause",
                        "Join the rules, or narrow `when`.",
                    )
                )
