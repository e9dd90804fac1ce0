"""The pages of this door, a file for each thing people do here."""
