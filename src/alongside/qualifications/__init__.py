"""Qualifications: what a worker has shown beside their certificate, as somebody at the agency saw it, with its days.

What people do here: an administrator or the supervisor of record puts a license, a training or a driver's paper on file and ends it
(`filing`); a worker and who oversees them read what is on file (`reading`). The codes' questions are answered from it (`facts`): what
is not on file is not there.

Serves nc.2.7, nc.2.7a, nm.role.5a, nm.role.6b, nm.safety.1a, ca.authenticity.5, sud.preamble.4, ak.intro.5.
"""
