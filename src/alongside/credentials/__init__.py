"""Certificates: who holds one, under which code, and so which codes bind a worker on a day.

A code binds from application until the credential is given up. A lapse takes the permission away, not the code.
On paper (`papers`, `printing`) it says what stands and no more: nc.cert.3a, nm.preface.4, ak.intro.6a, sud.1.2, ak.conduct.2.
"""
