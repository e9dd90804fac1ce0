"""Declarations: gifts both ways, loans and money, ties, conflicts, outside work, sponsorship, hiring, public statements.

What people do here: a worker says in half a minute what is about to happen (`declaring.declare_ahead`: the codes are asked
first) or what has happened (`declaring.declare_happened`: always written, whatever they say). The ruling is shown at once;
what a code refers, and what was against one, is with the supervisor by a day, who keeps it, sets bounds with a day to look
again, or has it undone (`deciding.decide`). The decision is a dated fact that later rulings read. What there is to declare
is data (`kinds`): an act of the vocabulary and a few plain fields; nothing here knows any state.

Serves the clauses on gifts, money, fees, relationships, romance, conflict, integrity and exploitation, and those on
nondiscrimination and sponsorship that a worker can run into.
"""
