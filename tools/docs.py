"""Check the Markdown pages: every link and picture leads somewhere, every `make` word exists, every decision is listed. Standard library only.

What is checked: links between files of the repository, `#anchors` in them, `make` targets and repository paths written
in code type. Addresses on the web are not fetched.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)")
IMAGE = re.compile(r"<img[^>]*\bsrc=\"([^\"]+)\"")
CODE = re.compile(r"`([^`\n]+)`")
HEADING = re.compile(r"^#+\s+(.*)$", re.MULTILINE)
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
FOLDERS = ("src/", "tests/", "docs/", "codes/", "tools/", "bench/", "locks/", ".ci/")


def pages() -> list[Path]:
    return sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("codes/*.md"), *ROOT.glob("bench/*.md")])


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as code hosts make them: lower case, hyphens for spaces, no punctuation."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-") for heading in HEADING.findall(text)}


def make_targets() -> set[str]:
    line = re.search(r"^COMMANDS := (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    return {"help", *(line[1].split() if line else [])}


def faults(page: Path) -> Iterator[str]:
    text = page.read_text(encoding="utf-8")
    prose = FENCE.sub("", text)
    for target in [*LINK.findall(prose), *IMAGE.findall(prose)]:
        yield from link_faults(page, target)
    for code in CODE.findall(text):
        words = code.split()
        if (
            words[0] == "make"
            and len(words) > 1
            and re.fullmatch(r"[a-z]+", words[1])
            and words[1] not in make_targets()
        ):
            yield f"there is no `make {words[1]}`"
        if (
            len(words) == 1
            and code.startswith(FOLDERS)
            and not re.search(r"[*<>{}A-Z]{2,}|[*<>{}]", code)
            and not stands(code)
        ):
            yield f"there is no {code}"


def stands(code: str) -> bool:
    """Whether a path written in code type is there; `file.py:name` and `file.py::test` name a thing in a file."""
    return (ROOT / code.partition(":")[0]).exists()


def link_faults(page: Path, target: str) -> Iterator[str]:
    if re.match(r"[a-z]+:", target):
        return
    name, _, anchor = target.partition("#")
    file = (page.parent / name).resolve() if name else page
    if not file.exists():
        yield f"the link {target} leads nowhere"
    elif anchor and file.suffix == ".md" and anchor not in anchors(file):
        yield f"{name or page.name} has no heading for #{anchor}"


def unlisted() -> Iterator[str]:
    """Decisions that the list of decisions leaves out."""
    folder = ROOT / "docs" / "decisions"
    listed = (folder / "README.md").read_text(encoding="utf-8")
    for page in sorted(folder.glob("[0-9]*.md")):
        if f"({page.name})" not in listed:
            yield f"docs/decisions/README.md: {page.name} is not listed"


def main() -> int:
    found = [f"{page.relative_to(ROOT)}: {fault}" for page in pages() for fault in faults(page)]
    found += unlisted()
    print("\n".join(found) or f"{len(pages())} pages, every link leads somewhere")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
