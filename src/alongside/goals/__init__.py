"""Goals: the person's own plan, in their words: what they want, what they are good at, who stands by them, what they did.

What people do here: the person, or the worker beside them, writes a goal down (`planning.add`), says it anew, marks a step as
done (always the person's own doing) and how it goes as they see it; the worker's encouragement stands apart from the steps.
The plan is printed and taken along (`printing`).

Serves the goals, strengths, wellness, family and mutuality clauses that ask for a record in the person's words.
"""
