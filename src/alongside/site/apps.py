from django.apps import AppConfig
from django.conf import settings
from django.core.signals import request_started


class SiteConfig(AppConfig):
    name = "alongside.site"

    def ready(self) -> None:
        """Requests begin with connections that stand; a demo reads the code of an invented state beside the real ones."""
        from alongside.database.hung_up import close_what_hung_up
        from alongside.site.demo import lend_the_sixth_code

        request_started.connect(close_what_hung_up, dispatch_uid="close-what-hung-up")
        if settings.DEMO:
            lend_the_sixth_code()
