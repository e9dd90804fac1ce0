"""Codes of ethics, executable: read, judge, explain, compare.

Pure Python: no Django, no clock, no network, no database, and only `canon.reading` opens a file.

    from canon.reading import read_library
    from canon.judging import judge
    from canon.explaining import explain

    library = read_library(Path("codes"))
    ruling = judge(library.acts["accept-gift"], facts, [library.edition("nm")], NO_POLICY, on=today)

`act`, `code`, `condition`, `policy` and `ruling` hold the words every rule is written in; each folder answers one
question a person may ask of a code. `compiling` answers the question of `judging` a second time, as compiled Python.
"""
