"""Words that agencies of the demo state put on their own lists."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Final

from alongside.accounts.models import User
from alongside.people import clock
from alongside.people.models import Agency
from alongside.wording.actions import NewWord, add_word, end_word
from alongside.wording.models import AgencyWord

_S: Final = AgencyWord.Does.SUGGEST

#: Agency and who keeps its list -> days ago -> the word.
_WORDS: Final = (
    (
        "mesa-abierta",
        "Lucía Montaño",
        120,
        ("en", "no show", _S, "we missed each other", "It says whose fault it was, and we do not know."),
    ),
    ("mesa-abierta", "Lucía Montaño", 64, ("es", "caso", _S, "persona", "Una persona no es un caso.")),
    ("mesa-abierta", "Lucía Montaño", 31, ("en", "my client", _S, "the person I support", "Nobody belongs to us.")),
    ("larkspur", "Paloma Reyes", 90, ("en", "no show", _S, "did not come today", "It sounds like a fault.")),
)
_TAKEN_OFF: Final = "my client"


def add_words(agencies: Mapping[str, Agency], users: Mapping[str, User], today: date) -> None:
    """A few words from different days, and one that was taken off again."""
    for slug, keeper, ago, (language, phrase, does, instead, why) in _WORDS:
        agency, by, day = agencies[slug], users[keeper], today - timedelta(days=ago)
        with clock.standing_at(datetime.combine(day, time(9, 30), tzinfo=agency.time_zone)):
            row = add_word(agency=agency, word=NewWord(language, phrase, does, instead, why, day), by=by)
        if phrase == _TAKEN_OFF:
            with clock.standing_at(datetime.combine(day + timedelta(days=12), time(9, 30), tzinfo=agency.time_zone)):
                end_word(word=row, by=by)
