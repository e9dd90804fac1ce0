"""Evidence: files that somebody hands in to prove something. Checked by content, cleaned, encrypted, opened on record.

Serves the clauses on misrepresentation: nm.integrity.6, nc.5.1, nc.5.1a, ca.integrity.13, ak.intro.1.

A file is what its bytes say (`sorting`), is made anew in a process of its own (`checking`, `cleaning`, `pictures`, `pdfs`),
and lies sealed outside of the database (`sealing`, `storing`). An app above that asks for one

- takes it by `forms.EvidenceField`, and keeps it by `actions.take_in`, or `take_in_within` its own transaction;
- says by `opening.register_opener` who else may open files of its kinds, and by `register_keeper` what rests on one;
- lists them: `{% include "evidence/_files.html" with files=own zone=zone here=request.get_full_path %}`, where `own` is
  `queries.as_owner_sees(queries.files_of(...))`;
- shows a reviewer what is like one: `{% include "evidence/_alike.html" with alike=alike %}`, from `comparing.alike_files`.
"""
