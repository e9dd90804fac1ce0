"""Asking and writing at the pace of the database: queries worded once, rows inserted without ceremony."""
