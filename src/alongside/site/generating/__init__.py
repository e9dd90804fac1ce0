"""A whole state, invented by the number: workers, people, contacts and all that hangs on them, for measuring and for trying out.

`alongside generate` fills an empty installation with it: deterministic from its seed, one batch of workers in one transaction,
so that a run which is interrupted goes on where it stopped. The words are sealed under this installation's key, and every
batch stands in the journal and is sealed with it. What people really do goes through actions; this does not, and says so in
its journal ("state.generated").
"""
