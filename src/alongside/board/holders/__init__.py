"""A board brings in the holders it already has: hand the list in, see what becomes of each row, take the good ones."""
