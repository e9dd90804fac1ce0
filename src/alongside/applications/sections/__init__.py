"""The sections of an application: which there are, what each asks, and what was typed in it."""
