"""Whole errands in a browser, on a real server."""
