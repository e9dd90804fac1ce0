"""Evidence: files that somebody hands in to prove something. Checked by content, cleaned, encrypted, opened on record.

Serves the clauses on misrepresentation: nm.integrity.6, nc.5.1, nc.5.1a, ca.integrity.13, ak.intro.1.

A file is what its bytes say (`sorting`), is made anew in a process of its own (`checking`, `cleaning`, `pictures`, `pdfs`),
and lies sealed outside of the database (`sealing`, `storing`). Apps above ask for one by `forms.EvidenceField`, keep it by
`actions.take_in`, say who may open it and until when it may be withdrawn by `opening`, and show it by the page part
`evidence/_files.html`.
"""
