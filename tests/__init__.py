"""The proof: canon/ and codes/ without Django, alongside/ on a real database, browser/ whole errands."""
