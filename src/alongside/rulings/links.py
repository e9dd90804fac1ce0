"""Addresses of pages that other doors serve: a clause, a code. Without them a citation is plain text, never a dead link."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True, slots=True)
class Cite:
    """A clause as a chip shows it."""

    id: str
    url: str


def cite(clause: str) -> Cite:
    """The chip of a clause."""
    return Cite(clause, clause_url(clause))


def clause_url(clause: str) -> str:
    """Where a clause is read; empty where this installation has no reader, or its address cannot hold the id."""
    return _address("rulebook:clause", clause=clause)


def code_url(code: str) -> str:
    """Where a code is read."""
    return _address("rulebook:code", code=code)


def _address(name: str, **kwargs: str) -> str:
    try:
        return reverse(name, kwargs=kwargs)
    except NoReverseMatch:
        return ""
