"""Figures of a board: each says what it found, and none lets anybody work out how many a small number is."""
