"""Letters of a board to those it certifies: written once as a template, filled for one holder, kept as it was sent.

A template is text with named places, `{name}` or `{ends}`, in English or Spanish. Changing one makes a new version; what
was sent stays as it was. The letter is PDF, its holder is told, and reads it here. Serves nm.preface.4.
"""
