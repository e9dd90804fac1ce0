"""Attestation: reading the code section by section, and signing the exact edition; a new edition is put to every holder.

Serves nm.preface.1, nm.sign.1, nc.overview.2, nc.cert.2a, nc.attest.*, sud.1.3, sud.attest.1, ak.attest.1.
"""
