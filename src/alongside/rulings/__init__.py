"""Rulings kept, and what is referred to a supervisor."""
