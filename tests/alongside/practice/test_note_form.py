"""The form of a note shares its fields with every other: drawing one, or checking it, leaves them as they were."""

from typing import Any

from django.utils.translation import override

from alongside.practice.forms import NoteForm


def _as_they_are() -> dict[str, Any]:
    def of(own: Any) -> dict[str, Any]:
        return {name: str(value) for name, value in vars(own).items() if name not in ("widget", "_choices")}

    return {
        name: (of(field), of(field.widget), str(getattr(field, "choices", "")))
        for name, field in NoteForm.base_fields.items()
    }


def test_drawing_and_checking_a_note_changes_nothing_for_the_next() -> None:
    before = _as_they_are()

    for language in ("en", "es"):
        with override(language):
            form = NoteForm(initial={"line": "We looked at two classes."})
            form.offer_promises(lambda: [("7", "Call the school")])
            form.offer_places(lambda: [("3", "City library")])
            assert "City library" in str(form)
            sent = NoteForm({"line": "x", "kept": ["7"], "other": "nobody of that name"})
            assert not sent.is_valid()
            assert "kept" in sent.errors
            str(sent)

    with override("en"):
        assert _as_they_are() == before
        assert "City library" not in str(NoteForm())
