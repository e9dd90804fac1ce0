"""Notices: what the product tells somebody unasked, in the product and by mail. Each is told once.

Serves the reminders of every part: renewal (nc.cert.1), legal action (nc.cert.5), signatures asked for, applications.
"""
