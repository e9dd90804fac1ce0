"""Parts, rendered one at a time from the markup a page writer would type."""

from collections.abc import Callable, Iterator
from typing import Protocol

import pytest
from django.http import HttpRequest
from django.template import Context, RequestContext, Template
from django.utils import translation
from django_cotton.compiler_regex import CottonCompiler


class RenderPart(Protocol):
    def __call__(self, markup: str, **context: object) -> str: ...


@pytest.fixture
def render_part() -> RenderPart:
    """`render_part('<c-mark answer="refer" />')` -> its HTML, in English unless a test speaks otherwise."""

    def render(markup: str, **context: object) -> str:
        source = "{% load i18n ui %}" + markup
        request = context.pop("request", None)
        scope = RequestContext(request, context) if isinstance(request, HttpRequest) else Context(context)
        return Template(CottonCompiler().process(source)).render(scope).strip()

    return render


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def speak() -> Callable[[str], translation.override]:
    """`with speak("es"): ...`."""
    return translation.override
