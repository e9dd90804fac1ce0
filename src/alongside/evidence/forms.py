"""The field for a file, in a form of any app.

    class TrainingForm(forms.Form):
        file = EvidenceField(label=_("Certificate of the training"))

    taken = form.cleaned_data.get("file")        # HandedIn, checked and clean
    if taken: take_in(owner=..., kind="application-training", file_name=taken.file_name, data=taken.file, by=request.user)

A browser hands a file in once: a form that comes back with a mistake in another field cannot hold it. So take in what is
in `cleaned_data` also when `form.is_valid()` is false, show the form with the files that are there (`files_of`), and make
the field `required=False` once there is one. For a page that takes files and nothing else there is `EvidenceForm`.
"""

from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.evidence.checking import CleanFile, MediaType, check
from alongside.evidence.faults import LARGEST, Fault, Unfit
from alongside.evidence.words import WORDS, words_for

ACCEPT: Final = ",".join([*MediaType, "image/webp"])
"""Naming JPEG and not HEIC has a phone hand its own photos in as JPEG."""


@dataclass(frozen=True)
class HandedIn:
    """A file as the browser named it, checked and clean."""

    file_name: str
    file: CleanFile


class EvidenceField(forms.FileField):
    """A PDF or a picture; cleans to HandedIn. Its errors say what is wrong with the file and what to hand in instead."""

    def __init__(self, **words: Any) -> None:
        words.setdefault("label", _("File"))
        words.setdefault("help_text", _("A PDF or a photo (JPEG, PNG). At most 10 MB and 40 pages."))
        words.setdefault("widget", forms.FileInput(attrs={"accept": ACCEPT}))
        super().__init__(allow_empty_file=True, **words)  # an empty one is told what it is by us

    def to_python(self, data: Any) -> Any:
        """HandedIn, or None where no file was chosen. Raises ValidationError."""
        upload = super().to_python(data)
        if upload is None:
            return None
        if (upload.size or 0) > LARGEST:
            raise forms.ValidationError(str(WORDS[Fault.TOO_LARGE]), code=Fault.TOO_LARGE.value)
        try:
            return HandedIn(upload.name or "", check(upload.read()))
        except Unfit as unfit:
            raise forms.ValidationError(str(words_for(unfit)), code=unfit.code) from None


class EvidenceForm(forms.Form):
    """One file."""

    file = EvidenceField()
