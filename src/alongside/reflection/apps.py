from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext as _, gettext_lazy

if TYPE_CHECKING:
    from alongside.accounts.models import User
    from alongside.people.models import Worker
    from alongside.supervision.agenda import Item


class ReflectionConfig(AppConfig):
    name = "alongside.reflection"

    def ready(self) -> None:
        """Put the page where workers find it, and its question where they prepare for supervision."""
        from alongside.supervision.agenda import register_agenda
        from alongside.ui.shelves import NavEntry, register_nav

        register_agenda("reflection", question_of_now)
        register_nav(
            NavEntry(
                "reflection",
                gettext_lazy("Think about it"),
                icon="ear",
                url_name="reflection:home",
                roles=("worker",),
                shelf="more",
                order=13,
                note=gettext_lazy("One question from your code. Only you see it"),
                pages=("reflection:",),
            )
        )


def question_of_now(worker: "Worker", on: date, reader: "User") -> "Iterable[Item]":
    """The question whose turn it is, on the worker's own page before and after supervision, and on nobody else's."""
    from django.urls import reverse

    from alongside.reflection.turns import question_for
    from alongside.supervision.agenda import Item

    asked = question_for(worker, on) if worker.user_id == reader.pk else None
    if asked is not None:
        note = _("To think about, if you like. Skipping is free.")
        yield Item(asked.words, note, reverse("reflection:home"), asked.clause.id, is_private=True)
