"""The engine: reads codes of ethics, judges acts, works out duties, explains and compares.

Pure Python: no Django, no clock, no network, no database. Today is always an argument.
"""
