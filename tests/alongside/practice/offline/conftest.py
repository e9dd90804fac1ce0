from tests.alongside.practice.conftest import here, morning

__all__ = ["here", "morning"]
