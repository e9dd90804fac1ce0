"""A form whose words were stopped: each field says which of its words to say otherwise, how, and by which clause."""

from __future__ import annotations

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext as _

from alongside.people.viewer import Viewer
from alongside.rulebook.addresses import clause_address
from alongside.wording.checking import check_words
from alongside.wording.queries import agency_words
from alongside.wording.shapes import Finding, Kind
from alongside.wording.signing import WordsStopped


def say_otherwise(form: forms.Form, viewer: Viewer, stopped: WordsStopped) -> None:
    """Say in a form whose words an action stopped which of them, in the field where they stand. All of it stays typed.

    except WordsStopped as stopped:
        say_otherwise(form, request.viewer, stopped)
    """
    told = stopped.ruling.told().codes if stopped.ruling is not None else []
    names = [(clause_address(name), name) for code in told for name in code.decided_by]
    cites = format_html_join(" ", '<a class="al-cite" href="{}">{}</a>', names)
    why = format_html("{} {}", str(stopped), cites)
    typed = {name: said for name, said in form.cleaned_data.items() if isinstance(said, str)}
    found = {name: demeaning for name, said in typed.items() if (demeaning := _demeaning(said, viewer))}
    for name, findings in found.items():
        form.add_error(name, forms.ValidationError(format_html("{} {}", _instead(findings), why)))
    if not found:  # they stand in none of its fields
        form.add_error(None, forms.ValidationError(why))


def _demeaning(said: str, viewer: Viewer) -> list[Finding]:
    language = get_language() or "en"
    extra = agency_words(viewer.agency, language, viewer.today)
    return [one for one in check_words(said, language=language, on=viewer.today, extra=extra) if one.kind is Kind.STOP]


def _instead(findings: list[Finding]) -> SafeString:
    """`Say instead of “x”: y.` for each word once."""
    pairs = dict.fromkeys((" ".join(one.word.split()), one.instead) for one in findings)
    return format_html_join(" ", _("Instead of “{}”, say: {}."), pairs)
