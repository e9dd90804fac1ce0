"""`python -m alongside`: the command, where its script is not on the path."""

from alongside.cli import main

main()
