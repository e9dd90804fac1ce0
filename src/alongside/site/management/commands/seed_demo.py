"""`alongside manage seed_demo`: fill the demo state, or find it filled, and print who may sign in."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from alongside.site.demo.seed import HalfFilled, NotEmpty, fill_demo
from alongside.site.demo.sign_ins import as_table


class Command(BaseCommand):
    help = "Fill the demo state, plainly invented, and print its sign-ins. Run again, it changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("A demo state is only for a demo: run `alongside demo`, or set ALONGSIDE_DEMO=1.")
        try:
            fill_demo()
        except (HalfFilled, NotEmpty) as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(as_table())
