"""Pages of practice: the note, the plan, promises, what is told and agreed, endings, and what a supervisor looks into."""
