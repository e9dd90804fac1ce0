"""Rulings: asked for, kept, and referred to a supervisor; the register of who knows which fact.

What people do here: a worker asks "May I...?" (`ask_ruling`, which keeps nothing), keeps the answer for themself or sends
it to their supervisor of record (`actions`), who decides it with the clause beside it. Apps above call `seek_ruling`
before a real act; its ruling is kept whatever it says. Apps above also tell `register` at start which facts they know:
that is the one road that leads up.

Serves every clause with a rule. A kept question is the asker's own and nobody's evidence.
"""
