"""The agency's door: the employer's policies, which decide what a code leaves to the employer or lets it tighten.

Serves nc.overview.1 and every clause that reads a policy: nc.2.6, nc.4.2, ca.integrity.5, nm.safety.1, sud.1.11, ak.conflict.3n.

Administrators and supervisors also see how their staff's certificates stand, and are told when that changes: nc.5.3, nc.cert.3.
"""
