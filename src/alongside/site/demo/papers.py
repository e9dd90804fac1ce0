"""Papers that people of the demo state handed in, drawn here: nothing in them is anybody's."""

import io
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final

from PIL import Image, ImageDraw

from alongside.evidence.actions import take_in
from alongside.paper import About, Addressee, Letterhead, letter
from alongside.people import clock
from alongside.people.models import Board, Worker
from alongside.ui.amounts import day_words

WHO: Final = "Dana Ruiz"
BOARD: Final = "nm"
DAYS_AGO: Final = 12


def hand_papers_in(workers: Mapping[str, Worker], boards: Mapping[str, Board], today: date) -> None:
    """A letter of a training and a photo of a card, twelve days ago."""
    owner, board, day = workers[WHO].practitioner, boards[BOARD], today - timedelta(days=DAYS_AGO)
    papers = {"Ethics training, six hours.pdf": _letter(day, board.time_zone), "Membership card.png": card_of(WHO)}
    with clock.standing_at(_morning(day, board.time_zone)):
        for name, data in papers.items():
            take_in(owner=owner, kind="training-paper", file_name=name, data=data, by=owner.user, board=board)


def _morning(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(9, 40), tzinfo=zone)


def _letter(day: date, zone: tzinfo) -> bytes:
    return letter(
        head=Letterhead("Juniper Learning Circle", ("An invented school, for the demonstration",)),
        dated=day_words(day),
        to=Addressee(WHO),
        subject="Six hours of ethics for peer support",
        paragraphs=[
            "You took part in all six hours of our training on ethics: gifts, relationships, and what is confidential.",
            "Keep this letter. A board may ask for it when you renew.",
        ],
        signed=["Ines Albright", "Trainer"],
        about=About("Six hours of ethics", "en", _morning(day, zone), author="Juniper Learning Circle"),
    )


def card_of(name: str) -> bytes:
    """A picture of a member's card, as a PNG."""
    card = Image.new("RGB", (860, 540), "#f7f3f6")
    draw = ImageDraw.Draw(card)
    draw.rectangle((0, 0, 860, 120), fill="#532f6e")
    draw.text((40, 34), "Peer Network, member", fill="white", font_size=44)
    draw.ellipse((60, 190, 260, 390), fill="#ffcf85")
    draw.text((320, 220), name, fill="#2a1838", font_size=56)
    draw.text((320, 300), "Invented card, no. 0042", fill="#4b4453", font_size=34)
    out = io.BytesIO()
    card.save(out, "PNG")
    return out.getvalue()
