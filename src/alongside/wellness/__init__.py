"""Wellness: a worker's own plan for staying well, which nobody else can open, and the person they turn to.

Serves nm.recovery.1, nm.recovery.1a, nc.1.1, nc.1.2b, ca.wellness.1, sud.preamble.2a, ak.intro.4a; the self-check of sud.1.6;
the person for support of sud.1.7; the way to
a professional of nm.recovery.3. Why it is kept as it is: docs/decisions/0356-a-wellness-plan-opens-with-its-owners-words.md.
"""
