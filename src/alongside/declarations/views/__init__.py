"""The worker's pages in `declaring`; the register and the decisions of supervisors and agencies in `register`."""
