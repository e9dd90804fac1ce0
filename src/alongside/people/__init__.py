"""Agencies, boards, the people who work and are served there, and the dated roles that say who may see what.

Everything a page fetches goes through a query here (or in an app above) that takes the viewer: what is foreign and
what does not exist look the same.
"""
