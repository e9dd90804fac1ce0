"""Addresses of rows are those that the URLs would give one by one."""

import pytest
from django.urls import NoReverseMatch, reverse

from alongside.ui.addresses import address_of_each


def test_each_row_has_the_address_that_its_url_gives() -> None:
    address = address_of_each("credentials:one")

    found = [address(key) for key in (1, 318)]

    assert found == [reverse("credentials:one", args=[key]) for key in (1, 318)]


def test_a_page_that_is_not_there_has_no_rows() -> None:
    with pytest.raises(NoReverseMatch):
        address_of_each("credentials:nowhere")
