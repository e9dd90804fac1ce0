from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "alongside.accounts"

    def ready(self) -> None:
        from alongside.accounts.sign_in_trail import listen
        from alongside.ui.shelves import NavEntry, register_nav

        listen()
        register_nav(
            NavEntry(
                "account",
                _("Your account"),
                icon="me",
                url_name="account_overview",
                shelf="more",
                order=90,
                note=_("Password, second step, sign out"),
            )
        )
