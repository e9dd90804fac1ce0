"""Alongside: peer support run the way its code of ethics says.

One Django app per thing people do, in layers: an app may import those below it, never back.
The order is written once, in the import-linter contract of `pyproject.toml`.
"""
