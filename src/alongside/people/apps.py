from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "alongside.people"

    def ready(self) -> None:
        from alongside.people.reader import reader_of
        from alongside.ui.frame import register_reader
        from alongside.ui.shelves import NavEntry, register_nav

        register_reader(reader_of)
        register_nav(
            NavEntry(
                "places",
                _("Where you work"),
                icon="board",
                url_name="people:places",
                shelf="more",
                order=80,
                note=_("Change to another agency or board"),
            )
        )
