"""The public's door: what a stranger finds. The start page, help, and what we say about accessibility.

Also: is this person certified, and were they on that day, asked one at a time. Serves the clauses that promise the public a code they
can read and a way to be heard; nothing here needs a sign-in and nothing here names a person served.
"""
