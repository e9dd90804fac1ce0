"""`alongside manage generate_state`: a whole state, invented by the number, in an empty installation."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from alongside.site.generating.places import PASSWORD
from alongside.site.generating.run import NotForThis, Progress, generate
from alongside.site.generating.scale import OddScale, Scale


class Command(BaseCommand):
    help = "Fill an empty installation with an invented state. Interrupted, it goes on where it stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--scale", default="small")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            added = generate(Scale.parse(options["scale"]), say=self._say)
        except (OddScale, NotForThis) as refused:
            raise CommandError(str(refused)) from None
        said = f"{added} workers were added." if added else "It stands here already, whole."
        self.stdout.write(f"{said} Sign in as worker0@state.example, lead0@..., admin0@... or staff0@...: {PASSWORD}")

    def _say(self, progress: Progress) -> None:
        share = 100 * progress.done / progress.of
        self.stdout.write(
            f"{progress.done:,} of {progress.of:,} workers, {progress.contacts:,} contacts ({share:.1f} %);"
            f" about {progress.left // 60} min {progress.left % 60:02} s left"
        )
        self.stdout.flush()
