"""Addresses of many rows of one kind, for which the URLs are asked once."""

from collections.abc import Callable
from typing import Final

from django.urls import reverse

_STANDS_FOR: Final = 1_999_999_993


def address_of_each(name: str) -> Callable[[int], str]:
    """`address_of_each("credentials:one")(318)` is the address of one row; its URL takes a whole number and no more."""
    before, found, after = reverse(name, args=[_STANDS_FOR]).partition(str(_STANDS_FOR))
    assert found, f"{name} takes no number"
    return lambda key: f"{before}{key}{after}"
