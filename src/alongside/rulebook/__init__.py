"""The codes as rules in force: official documents, adopted editions, readings confirmed, employers' policies; the reader.

What people do here: read a code clause by clause with the official words beside ours, and see what the product does about
each clause; compare codes. A board loads its document, confirms readings and adopts editions from a day on; an agency
sets its policies. Upper apps ask `queries` which editions and which policy hold on the day of an act.

Serves every clause: `serving` says what in the product serves each, and the clause page shows it.
"""
