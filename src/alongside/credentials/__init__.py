"""Certificates: who holds one, under which code, and so which codes bind a worker on a day.

A code binds from application until the credential is given up. A lapse takes the permission away, not the code.
"""
