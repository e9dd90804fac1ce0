"""The app's entry in Django's register."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Parts, frame and words; it owns no table and knows no app above it."""

    name = "alongside.ui"
    label = "ui"
    verbose_name = "Parts"

    def ready(self) -> None:
        """Compile the Spanish catalogue where its source is newer, and put More at the end of every dock."""
        from alongside.ui.catalogue import compile_stale
        from alongside.ui.shelves import stock_own_shelves

        compile_stale()
        stock_own_shelves()
