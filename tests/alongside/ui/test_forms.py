"""Forms as the renderer draws them: labels, hints and errors tied to their fields, tiles, and a summary with links."""

import re

import pytest
from django import forms
from pytest_django.asserts import assertInHTML

from alongside.ui.forms import PartsRenderer


class ContactForm(forms.Form):
    default_renderer = PartsRenderer

    how = forms.ChoiceField(
        label="How did you meet?", choices=[("phone", "Phone"), ("video", "Video")], widget=forms.RadioSelect
    )
    hours = forms.DecimalField(label="How many hours?", help_text="To the quarter hour", max_value=24)
    place = forms.ChoiceField(label="Where?", choices=[("a", "Library"), ("b", "Center")])
    note = forms.CharField(label="In a line or two", widget=forms.Textarea, required=False)
    keep = forms.BooleanField(label="Remember this place", required=False)
    sent = forms.CharField(widget=forms.HiddenInput, initial="token")

    def clean(self) -> dict[str, object]:
        if self.data.get("note") == "clash":
            raise forms.ValidationError("These two visits overlap.")
        return self.cleaned_data


@pytest.fixture
def mistaken() -> str:
    return str(ContactForm({"hours": "30", "place": "a", "sent": "token"}))


def test_every_field_has_a_label_or_a_legend() -> None:
    html = str(ContactForm())

    named = set(re.findall(r'<label class="[^"]+" for="([^"]+)"', html))
    fields = set(re.findall(r'<(?:input|select|textarea)(?![^>]*type="hidden")[^>]* id="([^"]+)"', html))
    assert fields <= named
    assertInHTML('<legend class="usa-legend">How did you meet?</legend>', html)


def test_fields_wear_the_classes_of_the_design_system() -> None:
    html = str(ContactForm())

    assert 'class="usa-input"' in html
    assert 'class="usa-select"' in html
    assert 'class="usa-textarea"' in html
    assert html.count("usa-radio__input--tile") == 2
    assert html.count("usa-checkbox__input--tile") == 1


def test_a_hint_describes_its_field() -> None:
    html = str(ContactForm())

    assertInHTML('<span class="usa-hint" id="id_hours_helptext">To the quarter hour</span>', html)
    assert re.search(
        r'<input[^>]*id="id_hours"[^>]*aria-describedby="id_hours_helptext"|'
        r'<input[^>]*aria-describedby="id_hours_helptext"[^>]*id="id_hours"',
        html,
    )


def test_an_error_stands_above_its_field_and_describes_it(mistaken: str) -> None:
    error, field = mistaken.index('id="id_hours_error"'), mistaken.index('name="hours"')

    assert error < field
    described = re.search(r'<input[^>]*name="hours"[^>]*aria-describedby="([^"]+)"', mistaken)
    assert described is not None
    assert set(described[1].split()) == {"id_hours_helptext", "id_hours_error"}
    assert re.search(r'<input[^>]*name="hours"[^>]*aria-invalid="true"', mistaken)


def test_the_summary_counts_links_and_says_nothing_is_lost(mistaken: str) -> None:
    assertInHTML('<h2 class="al-h3">Two things to look at</h2>', mistaken)
    assertInHTML("<p>Everything you wrote is still here.</p>", mistaken)
    assertInHTML('<a href="#id_how">“How did you meet?” needs an answer</a>', mistaken)
    for target in re.findall(r'<li><a href="#([^"]+)"', mistaken):
        assert f'id="{target}"' in mistaken
    assert 'role="alert" tabindex="-1" data-takes-focus' in mistaken


def test_a_message_of_the_forms_own_is_kept_as_it_is() -> None:
    class Own(forms.Form):
        default_renderer = PartsRenderer
        why = forms.CharField(label="Why?", error_messages={"required": "Say why in a word or two."})

    assert str(Own({})).count("Say why in a word or two.") == 2


def test_what_the_whole_form_found_is_said_without_a_link() -> None:
    html = str(ContactForm({"how": "phone", "hours": "1", "place": "a", "sent": "t", "note": "clash"}))

    assertInHTML("<li>These two visits overlap.</li>", html)


def test_what_was_written_is_still_there(mistaken: str) -> None:
    assert 'value="30"' in mistaken
    assert '<option value="a" selected>' in mistaken


def test_a_hidden_field_is_drawn_plain_and_once() -> None:
    assert str(ContactForm()).count('<input type="hidden" name="sent" value="token"') == 1


def test_words_from_outside_are_escaped() -> None:
    html = str(ContactForm({"note": "</textarea><script>", "hours": '"><script>'}))

    assert "<script>" not in html
