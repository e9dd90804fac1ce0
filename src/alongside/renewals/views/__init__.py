"""Pages of renewing: the holder's, legal actions and recovery, the board's, audits."""
