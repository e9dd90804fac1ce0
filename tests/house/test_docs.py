"""What README tells a stranger to type works as it says."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_command_in_readme_answers() -> None:
    line = re.search(r"^\.venv/bin/alongside (.*)$", (ROOT / "README.md").read_text(), re.MULTILINE)
    assert line

    words = [str(Path(sys.executable).parent / "alongside"), *line[1].split()]
    answered = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=60)

    assert answered.returncode == 0, answered.stderr
    assert "prohibited" in answered.stdout
    assert "nm.integrity.3" in answered.stdout


def test_every_link_in_the_guides_leads_somewhere() -> None:
    checked = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "docs.py")], capture_output=True, text=True, timeout=60
    )

    assert checked.returncode == 0, checked.stdout
