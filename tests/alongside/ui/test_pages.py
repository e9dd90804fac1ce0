"""The frame, More, Urgent, the page of parts, and the pages that stand when nothing else does."""

import json
import re
from pathlib import Path

import pytest
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory, override_settings
from django.utils import translation

import alongside
from alongside.ui import frame
from alongside.ui.frame import Frame, Reader, register_reader

ERROR_PAGES = ["400.html", "403.html", "404.html", "500.html", "403_csrf.html"]
PRODUCT = Path(alongside.__file__).parent


@pytest.fixture
def someone(monkeypatch: pytest.MonkeyPatch) -> list[Reader]:
    """Put a reader in the list, and every request is theirs."""
    readers: list[Reader] = []
    monkeypatch.setattr(frame, "_reader_of", None)
    register_reader(lambda request: readers[-1] if readers else frame.STRANGER)
    return readers


def page_for(request: HttpRequest, template: str) -> str:
    return render_to_string(template, {"request": request, "frame": Frame(request)})


def test_a_stranger_sees_no_dock_and_a_way_in(someone: list[Reader]) -> None:
    html = page_for(RequestFactory().get("/"), "ui/base.html")

    assert "<nav" not in html
    assert "Urgent" not in html


def test_a_worker_sees_dock_place_name_and_urgent(someone: list[Reader]) -> None:
    someone.append(Reader(name="Dana Ruiz", place="Mesa Abierta Peer Center", roles=frozenset({"worker"})))

    html = page_for(RequestFactory().get("/more/"), "ui/base.html")

    assert 'class="has-dock ' in html
    assert "Mesa Abierta Peer Center" in html
    assert "Dana Ruiz" in html
    assert re.search(r'<a class="al-top__pill" href="[^"]*urgent/">', html)


def test_board_staff_have_no_urgent(someone: list[Reader]) -> None:
    someone.append(Reader(name="Priya Nand", roles=frozenset({"board"})))

    assert "urgent/" not in page_for(RequestFactory().get("/"), "ui/base.html")


def test_the_frame_carries_language_skip_link_and_one_main(someone: list[Reader]) -> None:
    html = page_for(RequestFactory().get("/codes/?q=gift"), "ui/base.html")

    assert html.lstrip().startswith('<!doctype html>\n<html lang="en">')
    assert '<a class="usa-skipnav" href="#main">' in html
    assert html.count("<main") == 1
    assert re.search(r'<button[^>]*name="language" value="es" lang="es">', html)
    assert 'name="next" value="/codes/?q=gift"' in html


@pytest.mark.parametrize("name", ERROR_PAGES)
@pytest.mark.parametrize("language", ["en", "es"])
def test_an_error_page_stands_without_request_or_database(name: str, language: str) -> None:
    with translation.override(language):
        html = render_to_string(name)

    assert f'<html lang="{language}">' in html
    assert html.count("<h1>") == 1
    assert '<a class="usa-button" href="/">' in html, "a next step"
    assert "988" in html
    assert "Oops" not in html


@pytest.mark.parametrize(
    "path", sorted(PRODUCT.rglob("templates/**/*.html")), ids=lambda p: str(p.relative_to(PRODUCT))
)
def test_no_template_brings_inline_style_script_or_handler(path: Path) -> None:
    source = path.read_text(encoding="utf-8")

    assert not re.search(r"\sstyle=[\"']|<style|\son(?:click|change|submit|load)=|javascript:", source)
    assert all("src=" in script for script in re.findall(r"<script[^>]*>", source))


def test_every_file_the_theme_asks_for_is_one_that_set_up_stages() -> None:
    staged = json.loads((PRODUCT.parents[1] / "tools" / "assets.json").read_text(encoding="utf-8"))

    for sheet in (PRODUCT / "ui" / "static" / "ui").glob("*.css"):
        for url in re.findall(r'url\("?([^")]+)"?\)', sheet.read_text(encoding="utf-8")):
            assert url.removeprefix("../vendor/") in staged, f"{sheet.name}: {url}"


@pytest.mark.django_db
def test_the_page_of_parts_opens_in_a_demo_only(client: Client) -> None:
    with override_settings(DEBUG=False, DEMO=False):
        assert client.get("/parts/").status_code == 404

    with override_settings(DEMO=True):
        answer = client.get("/parts/")

    assert answer.status_code == 200
    assert not re.search(r"<c-|\{%|\{\{", answer.text), "every part was rendered"


@pytest.mark.django_db
def test_a_crisis_line_needs_no_sign_in(client: Client) -> None:
    html = client.get("/urgent/").text

    assert html.index("tel:911") < html.index("tel:988")


@pytest.mark.django_db
def test_more_lists_what_the_foot_does_and_the_other_language(client: Client) -> None:
    html = client.get("/more/").text

    assert html.count("/help/") == 2
    assert html.count('name="language" value="es"') == 2
