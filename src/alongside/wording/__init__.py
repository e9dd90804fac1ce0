"""Wording: person-first language help. Suggestions stand beside the text; words that insult are stopped before signing.

What people do here: a worker tries a text and sees what to say instead, and nothing of it is kept; an agency adds words of
its own from a day on, and may have demeaning words stopped for everyone who writes there. Quotes are let be.

Serves ca.respect.11, ca.respect.12, ca.advocacy.8, ca.wellness.3, ca.wellness.4: whether demeaning words are stopped is
answered by the codes that bind the writer (act `write-text`), never by the list.

`shapes`, `lists`, `quotes`, `checking` are pure. An app above that has something signed

- calls `signing.words_ruling(text, worker=, by=, on=, language=)` inside its transaction, and after the commit raises
  `words.refusal` where `words.stops` (the text stays in the form, the draft stays kept);
- draws a field of its form with `{% include "wording/_beside.html" with field=form.words beside=beside %}`, where `beside` is
  `signing.look_at(text, ...)` of what was typed so far: without scripts it is filled on submit, with them while typing.
"""
