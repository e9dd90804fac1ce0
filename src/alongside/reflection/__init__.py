"""Reflection: a question to think about from one's own code, now and then; words kept for oneself alone, or brought along.

What people do here: a worker reads the question whose turn it is (`turns`), passes on to another without a trace, keeps a few
words sealed where nobody else reads them, deletes them, or brings some of them to the agenda of a supervision session.

Serves every guide clause: each comes up within a year under the codes that bind the worker. No scores, no duty, no journal.
Why it is so: docs/decisions/0405-a-question-to-think-about-is-nobodys-evidence.md.
"""
