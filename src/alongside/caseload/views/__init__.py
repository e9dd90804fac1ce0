"""Pages of the caseload: the list, one person, offers, stepping back, what waits for a decision, the glass."""
