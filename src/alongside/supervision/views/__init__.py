"""The pages of supervision, a file for each thing people do here."""
