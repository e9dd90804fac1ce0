from django.apps import AppConfig
from django.conf import settings


class SiteConfig(AppConfig):
    name = "alongside.site"

    def ready(self) -> None:
        """A demo reads the code of an invented state beside the real ones."""
        from alongside.site.demo import lend_the_sixth_code

        if settings.DEMO:
            lend_the_sixth_code()
