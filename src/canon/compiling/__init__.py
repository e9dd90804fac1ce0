"""Compile an act under live codes to Python: the second evaluator, for speed and for ruling in bulk.

It starts from the same typed form as `canon.judging` and must agree with it on every fact; nothing else is shared but
the values. `source` writes the conditions as Python, `sayings` works out what a pattern of truths means once, `act`
puts the two together, `desk` keeps what was compiled.

    decide = compile_act(act, (live(edition, today, NO_POLICY),)).decide
    decision = decide(facts)                # sound facts, partial or whole: see `canon.judging.sound_facts`
"""

from canon.compiling.act import CompiledAct, compile_act, decide_many
from canon.compiling.decision import Decision
from canon.compiling.desk import Desk

__all__ = ["CompiledAct", "Decision", "Desk", "compile_act", "decide_many"]
