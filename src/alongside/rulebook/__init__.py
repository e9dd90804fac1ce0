"""The codes of ethics as documents: editions, employers' policies, and the reader."""
