"""A board's existing holders come in: a file is read, each row judged, and the good ones are taken in one transaction.

`ui.incoming` turns bytes into rows and `judging` rows into holders; both are pure. `taking` holds the actions, `models` the
sheet that waits between the dry run and the board's yes. No board starts empty: its certificates keep their numbers and
days, under its code of ethics (nm.cert.1, nc.cert.1).
"""
