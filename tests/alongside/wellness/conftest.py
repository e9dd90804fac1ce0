"""The same agency and morning as for supervision."""

from tests.alongside.supervision.conftest import morning, team

__all__ = ["morning", "team"]
