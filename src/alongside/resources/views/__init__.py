"""Pages of the directory: finding, one resource, keeping, what waits, a list brought in, a sheet for a person."""
