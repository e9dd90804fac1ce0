"""What `tools/house.py` does, one module per thing a fresh machine needs. Standard library only."""
