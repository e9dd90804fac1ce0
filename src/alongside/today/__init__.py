"""The worker's and supervisor's door: the day, "May I...?", one's own questions, what is referred to a supervisor.

What people do here: a worker picks what they are about to do, answers a question or two, and gets the ruling with its
clause and what to do next. Nothing is kept unless they keep it, nobody is told unless they send it. A stranger may ask as
well, saying which code they mean. A supervisor decides what was sent to them.

Serves every clause with a rule.
"""
