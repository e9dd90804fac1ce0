"""A long form shares its fields with every other of its kind; what it checks less of is what Django would find clean."""

import pytest
from django import forms
from django.http import QueryDict
from django.utils.translation import override

from alongside.ui.forms import DayField, LongForm, OfferedChoice, OfferedChoices, TimeField, shares_fields


@shares_fields
class Long(LongForm):
    place = OfferedChoice(required=False)
    kept = OfferedChoices(required=False)
    how = forms.ChoiceField(choices=[("phone", "Phone"), ("home", "At home")])
    did = forms.MultipleChoiceField(choices=[("listened", "Listened")], required=False)
    line = forms.CharField(required=False, max_length=10)
    after_midnight = forms.BooleanField(required=False)
    code = forms.CharField(required=False)

    def clean_code(self) -> str:
        raise forms.ValidationError("This code is looked up each time.")


class Plain(Long):
    """The same as Django does it: with fields of its own, each of them cleaned."""


def test_forms_that_share_their_fields_offer_each_its_own_choices() -> None:
    one, other = (Long(QueryDict("how=phone&place=a&kept=b")) for _ in range(2))
    one.offer_choices("place", lambda: [("a", "The library")])
    one.offer_choices("kept", lambda: [("b", "To call")])

    assert set(one.errors) == {"code"}
    assert (one.cleaned_data["place"], one.cleaned_data["kept"]) == ("a", ["b"])
    assert set(other.errors) == {"code", "place", "kept"}
    assert "The library" in str(one["place"])
    assert "The library" not in str(other["place"])
    assert one.fields["place"] is other.fields["place"] is Long.base_fields["place"]


def test_what_a_form_offers_is_looked_up_once_and_only_where_something_was_chosen() -> None:
    asked = []

    def places() -> list[tuple[str, str]]:
        asked.append("places")
        return [("a", "The library")]

    left, chosen = Long(QueryDict("how=phone&place=")), Long(QueryDict("how=phone&place=a"))
    for form in (left, chosen):
        form.offer_choices("place", places)

    assert "place" not in left.errors
    assert asked == []
    assert "place" not in chosen.errors
    assert "The library" in str(chosen["place"])
    assert asked == ["places"]


def test_what_is_offered_anew_is_looked_up_anew() -> None:
    form = Long()
    form.offer_choices("place", lambda: [("a", "The library")])
    assert "The library" in str(form["place"])

    form.offer_choices("place", lambda: [("b", "The clinic")])

    assert "The library" not in str(form["place"])
    assert "The clinic" in str(form["place"])


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "how=phone",
        "how=phone&place=&kept=&did=&line=&after_midnight=&code=",
        "how=phone&did=listened&line=+we+met+&after_midnight=on",
        "how=phone&did=listened&did=",
        "how=home&how=phone",
        "how=fax",
        "how=&line=longer+than+ten",
        "how=Phone&did=nothing&code=x",
        "how=phone%00&line=%00",
    ],
)
def test_an_answer_that_is_always_clean_is_what_django_would_make_of_it(sent: str) -> None:
    quick, plain = Long(QueryDict(sent)), Plain(QueryDict(sent))

    assert quick.errors == plain.errors
    assert {name: _plain(own) for name, own in quick.cleaned_data.items()} == plain.cleaned_data


def test_a_prefix_tells_two_long_forms_of_one_page_apart() -> None:
    sent = QueryDict("a-how=phone&b-how=fax&how=home")

    assert "how" not in Long(sent, prefix="a").errors
    assert "how" in Long(sent, prefix="b").errors
    assert "how" in Long(sent, prefix="c").errors


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    "typed",
    [
        "2026-02-28",
        "2026-02-29",
        "2026-2-8",
        "20260228",
        "2026-W08-1",
        "0000-01-01",
        "٢٠٢٦-٠٢-٢٨",
        "2/3/2026",
        "02/13/2026",
        "",
        "x",
    ],
)
def test_a_day_is_read_as_django_reads_it(language: str, typed: str) -> None:
    with override(language):
        assert _read(DayField(required=False), typed) == _read(forms.DateField(required=False), typed)


@pytest.mark.parametrize(
    "typed",
    ["09:30", "24:00", "09:60", "9:30", "0930", "09:30:15", "6:30 pm", "6 PM", "٠٩:٣٠", "T09:30", " 09:30 ", "", "x"],
)
def test_a_time_is_read_as_django_reads_it(typed: str) -> None:
    own = TimeField(required=False)

    assert _read(own, typed) == _read(forms.TimeField(required=False, input_formats=own.input_formats), typed)


def _read(field: forms.Field, typed: str) -> object:
    try:
        return field.clean(typed)
    except forms.ValidationError as problem:
        return problem.messages


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
