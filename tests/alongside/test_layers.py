"""Imports are not the only road in Django: foreign keys, templates and signals keep the order of the apps too.

The order is read from the import-linter contract in pyproject.toml, so that it is written in one place. import-linter
itself sees the imports; these tests walk the rest.
"""

import ast
import gc
import re
import tomllib
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Field, ForeignObjectRel, Model
from django.dispatch import Signal

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ROOT / "src" / "alongside"

INCLUDED = re.compile(r"""\{%-?\s*(?:include|extends)\s+["']([^"']+)["']""")
LIBRARIES = re.compile(r"\{%-?\s*load\s+(?:[\w\s]+\s+from\s+)?([\w\s]+?)\s*-?%\}")
COTTON = re.compile(r"<c-([a-z][\w.-]*)")
COTTON_OWN_TAGS = {"vars", "slot", "component"}


def read_levels() -> dict[str, int]:
    """App name -> its level, 0 the lowest; apps on one line share a level."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    lines = next(contract["layers"] for contract in contracts if contract.get("id") == "layers")
    return {name.strip(" ()"): level for level, line in enumerate(reversed(lines)) for name in re.split(r"[|:]", line)}


LEVELS = read_levels()


def may_use(user: str, used: str) -> bool:
    """Whether one app may lean on another: itself, or any on a lower line."""
    return user == used or LEVELS[used] < LEVELS[user]


def app_of(module: str) -> str | None:
    """The app that a module belongs to; None for what is not the product's."""
    parts = module.split(".")
    return parts[1] if parts[0] == "alongside" and len(parts) > 1 else None


def own_models() -> list[type[Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if app_of(model.__module__)]


def relations() -> Iterator[tuple[str, Field, str]]:
    """Every relation that leaves its app for another of ours: from, field, to."""
    for model in own_models():
        user = app_of(model.__module__)
        for field in model._meta.get_fields(include_hidden=True):
            if isinstance(field, ForeignObjectRel) or not field.is_relation or field.related_model is None:
                continue
            used = app_of(field.related_model.__module__)
            if user and used and user != used:
                yield user, field, used


def templates() -> Iterator[tuple[str, str, Path]]:
    """Every template of the product: its app, the name it is fetched by, the file."""
    for folder in PRODUCT.glob("*/*templates"):  # `templates`, and `form_templates` of a form renderer
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                yield folder.parent.name, path.relative_to(folder).as_posix(), path


def owners() -> dict[str, str]:
    """Template name -> the app that holds it."""
    return {name: app for app, name, _ in templates()}


def tag_libraries() -> dict[str, str]:
    """Name after `{% load %}` -> the app that holds it."""
    return {path.stem: path.parents[1].name for path in PRODUCT.glob("*/templatetags/*.py") if path.stem != "__init__"}


def component_file(tag: str) -> str:
    """`ui.answer-card` -> "cotton/ui/answer_card.html", as django-cotton finds it."""
    return f"cotton/{tag.replace('.', '/').replace('-', '_')}.html"


def used_by(text: str) -> Iterator[str]:
    """The names of templates that a template includes, extends or uses as a component."""
    yield from INCLUDED.findall(text)
    yield from (component_file(tag) for tag in COTTON.findall(text) if tag not in COTTON_OWN_TAGS)


def test_every_app_of_the_product_has_a_place_in_the_order() -> None:
    installed = {app for config in apps.get_app_configs() if (app := app_of(config.name))}

    assert installed <= LEVELS.keys()


def test_foreign_keys_point_down() -> None:
    upward = [
        f"{field} points from {user} up to {used}" for user, field, used in relations() if not may_use(user, used)
    ]

    assert upward == []


def test_a_foreign_key_to_another_app_leaves_no_name_there() -> None:
    named = [
        f"{field}: write related_name='+' and a query in {user}"
        for user, field, used in relations()
        if not field.remote_field.hidden
    ]

    assert named == []


def test_templates_include_extend_and_use_only_what_is_below() -> None:
    owner = owners()

    upward = [
        f"{path.relative_to(ROOT)} of {user} uses {name} of {owner[name]}"
        for user, _, path in templates()
        for name in used_by(path.read_text(encoding="utf-8"))
        if name in owner and not may_use(user, owner[name])
    ]

    assert upward == []


def test_every_component_that_a_template_uses_exists() -> None:
    known = owners()

    missing = [
        f"{path.relative_to(ROOT)} uses <c-{tag}>, and there is no {component_file(tag)}"
        for _, _, path in templates()
        for tag in COTTON.findall(path.read_text(encoding="utf-8"))
        if tag not in COTTON_OWN_TAGS
        and component_file(tag) not in known
        and component_file(tag).replace(".html", "/index.html") not in known
    ]

    assert missing == []


def test_templates_load_tags_only_from_below() -> None:
    holder = tag_libraries()

    upward = [
        f"{path.relative_to(ROOT)} of {user} loads {library} of {holder[library]}"
        for user, _, path in templates()
        for names in LIBRARIES.findall(path.read_text(encoding="utf-8"))
        for library in names.split()
        if library in holder and not may_use(user, holder[library])
    ]

    assert upward == []


def test_python_names_only_templates_of_its_own_app_or_below() -> None:
    owner = owners()

    upward = [
        f"{path.relative_to(ROOT)}:{node.lineno} names {node.value} of {owner[node.value]}"
        for path in PRODUCT.glob("*/**/*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in owner
        if not may_use(path.relative_to(PRODUCT).parts[0], owner[node.value])
    ]

    assert upward == []


def receivers() -> Iterator[tuple[str, str]]:
    """Every receiver of ours that hears a model of another app of ours: the listener's app, the sender's app."""
    senders = {id(model): app_of(model.__module__) for model in own_models()}
    for signal in [thing for thing in gc.get_objects() if issubclass(type(thing), Signal)]:
        for (_, sender_id), reference, *_rest in signal.receivers:
            receiver = reference() if isinstance(reference, weakref.ref) else reference
            listener, sender = app_of(getattr(receiver, "__module__", "")), senders.get(sender_id)
            if listener and sender and listener != sender:
                yield listener, sender


def test_signal_receivers_listen_downwards() -> None:
    upward = [f"{listener} listens up to {sender}" for listener, sender in receivers() if not may_use(listener, sender)]

    assert upward == []


@pytest.mark.parametrize(
    ("user", "used", "allowed"),
    [
        ("rulings", "journal", True),
        ("journal", "rulings", False),
        ("supervision", "declarations", False),
        ("people", "people", True),
    ],
)
def test_the_order_reads_as_drawn(user: str, used: str, allowed: bool) -> None:
    assert may_use(user, used) is allowed
