"""The small set of icons that pages may name, read once from icons.toml."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType


@cache
def icon_bodies() -> Mapping[str, str]:
    """Icon name -> what stands inside a 24 by 24 <svg>."""
    with Path(__file__).with_name("icons.toml").open("rb") as file:
        return MappingProxyType(tomllib.load(file))


def icon_body(name: str) -> str:
    """The drawing of one icon. Raises KeyError, naming the icons there are: a typing slip shows in the first test."""
    bodies = icon_bodies()
    try:
        return bodies[name]
    except KeyError:
        raise KeyError(f"no icon {name!r}; the icons are {', '.join(bodies)}") from None
