"""Invented names and words. Each sentence is sealed once a run and stands in many rows: it unseals as any other."""

from __future__ import annotations

from dataclasses import asdict
from itertools import product
from random import Random
from typing import Final

from alongside.practice.writing import Written
from alongside.rulings.sealing import seal

GIVEN: Final = (
    "Ana Ben Cruz Dee Eli Fay Gus Hana Ivo Jo Kit Lou Mai Nia Oz Pia Quinn Rosa Sol Teo Uma Val Wren Xiomara Yara Zeb "
    "Alma Bruno Clara Dario Esme Flor Gil Hugo Inés Jules Kai Luz Marta Nico"
).split()
FAMILY: Final = (
    "Abeyta Begay Chee Duran Espinoza Farr Gallegos Holt Ito Jaramillo Kee Lucero Montoya Nez Ortiz Padilla Quintana Reyes "
    "Salazar Trujillo Ulibarri Vigil Whitfield Yazzie Zamora"
).split()
PLACES: Final = (
    "City library",
    "The clinic's front room",
    "A bench by the river",
    "Coffee house on Main",
    "Their kitchen",
)
_DID: Final = ("listened", "shared", "resource", "practical")
_WE: Final = ("We talked about", "We went through", "They told me about", "We practised", "We looked up", "We planned")
_WHAT: Final = (
    "the bus to work", "the form for housing", "sleeping better", "a hard call with a sister", "the week without drinking",
    "the appointment on Friday", "court next month", "what to say to the landlord", "cooking for the children",
    "the group on Tuesdays", "a job at the bakery", "the medicine they asked their nurse about", "walking every morning",
    "the first month in the new room", "what helped the last time", "a letter to the school", "the budget for groceries",
)  # fmt: skip
_AND: Final = (
    "They want to try it before we meet again.", "It was a good day for them.", "They asked me to come along.",
    "They said it is still hard, and that they will go on.", "We laughed a lot.", "They decided to wait with it.",
    "They found the words themselves.", "They would like their brother to know.", "We meet at the same place next time.",
)  # fmt: skip
_PROMISES: Final = (
    "Bring the form for housing", "Ask about the group on Tuesdays", "Call the clinic for a time", "Print the bus map",
    "Find the address of the food pantry", "Send the number of the crisis line",
)  # fmt: skip
_GOALS: Final = (
    "I want a room of my own with a door that locks.", "I want to see my children every week.", "I want to work with my hands again.",
    "I want to sleep through the night.", "I want to finish school.", "I want to be sober for my birthday.",
)  # fmt: skip


class Words:
    """Everything that is sealed, ready: `notes` beside the text that a digest is taken over."""

    def __init__(self, seed: int) -> None:
        random = Random(seed)
        lines = [f"{we} {what}. {more}" for we, what, more in product(_WE, _WHAT, _AND)]
        written = [Written(did=tuple(random.sample(_DID, random.randint(1, 2))), line=line) for line in lines]
        self.notes = [(seal(asdict(own)), " ".join(own.prose.casefold().split())) for own in written]
        self.promises = [seal({"words": words}) for words in _PROMISES]
        self.goals = [seal({"words": words}) for words in _GOALS]
        self.steps = [seal({"words": f"{what[0].upper()}{what[1:]}"}) for what in _WHAT]
        self.agreements = [
            seal(
                {
                    "together": "We meet as equals.",
                    "deciding": "They decide what we do.",
                    "boundaries": "No calls after eight.",
                }
            )
        ]


def person_name(random: Random) -> str:
    """A chosen name."""
    return random.choice(GIVEN)


def full_name(random: Random) -> str:
    """A given and a family name."""
    return f"{random.choice(GIVEN)} {random.choice(FAMILY)}"
