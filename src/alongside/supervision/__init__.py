"""Supervision: sessions planned, held and signed by both; who will fall short; asking for support; deputies.

What people do here: a supervisor books and writes up sessions, sees who will fall short of their code this month before it
happens, and answers those who ask for support; a worker sees the next session, what to bring, and how far the month is;
an agency sees gaps, how many workers one supervisor has, and what nobody answered.

Serves nm.rights.2, nm.rights.3, sud.1.1, sud.1.7, ak.conduct.1, ak.conduct.1a, ca.authenticity.7, ca.safety.7, nc.1.2a.
"""
