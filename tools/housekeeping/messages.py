"""The compiled message catalogues: made from the .po files at set-up, never committed."""

from pathlib import Path

from .places import PYTHON, ROOT
from .saying import run_quietly, step
from .stamps import drop_stamp, is_current, put_stamp


def ready_messages() -> None:
    sources = sorted((ROOT / "src" / "alongside").rglob("*.po"))
    inputs: list[Path | str] = [*map(str, sources), *sources, ROOT / "tools" / "messages.py"]
    if not sources or is_current("messages", inputs, makes=[source.with_suffix(".mo") for source in sources]):
        return
    drop_stamp("messages")
    with step(f"Compile {len(sources)} message catalogue{'s' if len(sources) > 1 else ''}"):
        run_quietly(
            [PYTHON, ROOT / "tools" / "messages.py", "compile"],
            log="messages",
            limit=120,
            remedy="mend the catalogue and line that it names",
            cwd=ROOT,
        )
    put_stamp("messages", inputs)
