"""No signal: what a worker writes without it waits on the device, locked, and is sent once, in order, when they are back.

`keys` gives a device its key, and takes it away; `parcel` is what a device may carry of the day; `outbox` takes in what was
written; `shell` is the one page and the scripts that a device keeps, none of which names anybody. The scripts themselves
are in `static/practice/offline`.
"""
