"""A vocabulary and a code file, as short as they may be, to be read or spoiled."""

from functools import cache

from canon.act import Vocabulary
from canon.code import Edition
from canon.reading import Fault, FileRefused, edition_from, parse_toml
from canon.reading.toml import Source

WORDS = """\
[[fact]]
name = "gift.value"
type = "money"
label = "Worth"
ask = "What is it worth?"

[[fact]]
name = "gift.kind"
type = "choice"
label = "Kind"
ask = "What is it?"
choices = [
  { value = "meal", label = "A meal", says = "it is a meal" },
  { value = "other", label = "Something else", says = "it is something else" },
]

[[fact]]
name = "supervisor.was_told"
type = "yes-no"
label = "Told"
ask = "Have you told your supervisor?"
if_true = "your supervisor was told"
if_false = "your supervisor was not told"
step = "Tell your supervisor."

[[fact]]
name = "policy.gifts"
type = "choice"
label = "Policy on gifts"
from = "policy"
absent = "none-on-file"
choices = [
  { value = "refused", label = "Refused", says = "your agency refuses gifts" },
  { value = "none-on-file", label = "None", says = "your agency has no policy on gifts" },
]

[[act]]
name = "accept-gift"
does = "Accept a gift"
may = "May I accept a gift?"
topic = "gifts"
facts = ["gift.value", "gift.kind", "supervisor.was_told", "policy.gifts"]
ask.gift.value = "What did it cost?"

[[act]]
name = "give-gift"
does = "Give a gift"
may = "May I give a gift?"
topic = "gifts"
facts = ["gift.value"]
needs_ground = true
"""

CODE = """\
[code]
id = "kit"
name = "The Kit Code"
place = "Kit"
board = "The Board"
credential = "CPS"
zone = "America/Denver"
source = "invented"

[code.terms]
worker = "worker"
person = "person"
people = "people"

[edition]
name = "First"
from = 2020-01-01
note = "none"

[[section]]
name = "Gifts"
heading = "GIFTS"

[[background]]
find = "published by"
why = "the imprint"

[[clause]]
id = "kit.gifts.1"
section = "Gifts"
cite = "Gifts, 1"
find = "gifts worth more than"
says = "You may not keep a gift worth more than $25."
modality = "must-not"
topic = "gifts"
control = "gate"

[[clause.reading]]
name = "each-gift"
asks = "Is the limit for each gift?"
taken = "Yes."
other = "No, for all of a year."
why = "It speaks of a gift."

[[clause.rule]]
act = "accept-gift"
of = 'policy.gifts != "refused"'
when = 'gift.value > param.ceiling && gift.kind != "meal"'
answer = "prohibited"
otherwise = "permitted"
next = "Hand it back with thanks."
reading = "each-gift"
param.ceiling = [
  { from = 2020-01-01, value = "20.00 USD", employer = "may lower" },
  { from = 2024-01-01, value = "25.00 USD" },
]
cases = [
  { gift.value = "25.01 USD", gift.kind = "other", answer = "prohibited" },
  { gift.value = "25.00 USD", gift.kind = "other", answer = "permitted" },
  { gift.value = "20.01 USD", gift.kind = "other", on = 2023-12-31, answer = "prohibited" },
  { gift.value = "20.00 USD", gift.kind = "other", on = 2023-12-31, answer = "permitted" },
  { gift.value = "dont-know", gift.kind = "other", answer = "conditional" },
]

[[clause]]
id = "kit.gifts.2"
section = "Gifts"
cite = "Gifts, 2"
find = "tell their supervisor of"
says = "Tell your supervisor about gifts, and meet twice a month."
modality = "must"
topic = "gifts"
control = "duty"

[[clause.duty]]
kind = "recurring"
says = "Two sessions a month."
every = "1 month"
since = "certified"
need = [
  { event = "session", count = "param.sessions" },
  { event = "session", hours = "2 hours" },
]
param.sessions = [{ from = 2020-01-01, value = 2, employer = "may raise" }]
cases = [
  { as_of = 2026-11-20, events = [{ event = "certified", on = 2026-11-01 }], status = "due", due = 2026-11-30 },
]

[[clause]]
id = "kit.gifts.3"
section = "Gifts"
cite = "Gifts, 3"
find = "thank people kindly for"
says = "Thank people."
modality = "value"
topic = "gifts"
control = "guide"
"""


@cache
def vocabulary(text: str = WORDS) -> Vocabulary:
    from canon.reading.vocabulary import vocabulary_from

    return vocabulary_from(parse_toml(text.encode(), "acts.toml"))


def source(text: str) -> Source:
    return parse_toml(text.encode(), "kit.toml")


def edition(text: str = CODE) -> Edition:
    return edition_from(source(text), vocabulary())


def spoiled(text: str, old: str, new: str) -> str:
    """A text with one passage replaced, which must stand in it just once."""
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    return text.replace(old, new)


def faults_of(text: str) -> list[Fault]:
    """Why a code file is refused; nothing where it is not."""
    try:
        edition(text)
    except FileRefused as refused:
        return list(refused.faults)
    return []


def line_of(text: str, passage: str) -> int:
    return text[: text.index(passage)].count("\n") + 1
