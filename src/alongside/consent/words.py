"""What a release speaks of, in words: recipients, kinds of information, purposes, ways to tell."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class RecipientKind(models.TextChoices):
    """Who is told: `recipient.kind` of acts.toml."""

    PROVIDER = "provider", _("A provider or a service agency")
    FAMILY = "family", _("Family, a parent or a guardian")
    INSURER = "insurer", _("An insurer")
    PROTECTIVE_SERVICES = "protective-services", _("Protective services")
    LAW_ENFORCEMENT = "law-enforcement", _("The police")
    ENDANGERED_PERSON = "endangered-person", _("A person in danger")
    INVESTIGATOR = "investigator", _("An investigation under the code")
    OTHER = "other", _("Someone else")


class What(models.TextChoices):
    """Kinds of information, each its own tick. None holds another: what is not ticked is not covered."""

    IN_SERVICES = "in-services", _("Getting peer support here")
    APPOINTMENTS = "appointments", _("Appointments: when, where, how to get there")
    ATTENDANCE = "attendance", _("Attendance: kept or missed")
    GOALS = "goals", _("Goals and how they go")
    NOTES = "notes", _("Notes of contacts")
    HEALTH = "health", _("Health")
    SUBSTANCE_USE = "substance-use", _("Substance use treatment")
    OTHER = "other", _("Something else")


class Purpose(models.TextChoices):
    """Why it is told."""

    APPOINTMENTS = "appointments", _("To make appointments and go along")
    RIDE = "ride", _("To arrange a ride to a visit")
    CARE = "care", _("To work together on care")
    FAMILY = "family", _("For support from family")
    PAYMENT = "payment", _("For insurance and payment")
    BENEFITS = "benefits", _("For housing, benefits or work")
    COURT = "court", _("For a court, probation or parole")
    OTHER = "other", _("Another reason")


class Channel(models.TextChoices):
    """How it is told."""

    IN_PERSON = "in-person", _("In person")
    TELEPHONE = "telephone", _("By telephone")
    PAPER = "paper", _("On paper or by fax")
    SECURE_MESSAGE = "secure-message", _("By a message or video call that the agency allows")


class Understood(models.TextChoices):
    """How the person took in what they signed."""

    READ = "read", _("They read it themselves")
    READ_ALOUD = "read-aloud", _("I read it aloud with them")
    INTERPRETER = "interpreter", _("Through an interpreter")


class Signature(models.TextChoices):
    """How it was signed."""

    TYPED = "typed", _("They typed their name")
    MARK = "mark", _("They made a mark, and somebody saw it")
    PAPER = "paper", _("On paper, which we keep")


class Signer(models.TextChoices):
    """Who signed: 42 CFR 2.31(a)(8)."""

    SELF = "self", _("They themselves")
    GUARDIAN = "guardian", _("A parent, a guardian or somebody with the legal right to sign")


class Ended(models.TextChoices):
    """Why a release ended before its last day."""

    REVOKED = "revoked", _("They took it back")
    BY_WORD = "by-word", _("They said that they take it back")
    EVENT = "event", _("What it was to last until has happened")


class Law(models.TextChoices):
    """What a law says of telling: `disclosure.is_law_allowed` of acts.toml."""

    NEITHER = "neither", _("No law speaks of it")
    REQUIRED = "required", _("A law requires it")
    ALLOWED = "allowed", _("A law allows it")
    UNKNOWN = "dont-know", _("I do not know")


SPLIT: Final = " "
"""Between the keys of a column that holds several."""


def joined(keys: tuple[str, ...] | list[str]) -> str:
    """Several keys in one column, each once, in the order given."""
    return SPLIT.join(dict.fromkeys(keys))


def labels(choices: type[models.TextChoices], keys: tuple[str, ...] | list[str]) -> list[str]:
    """Their words, in the order in which they are offered."""
    return [str(own.label) for own in choices if own.value in keys]
