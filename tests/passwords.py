"""What hashing a password costs in tests: a quarter of a second for each is for attackers, and tests open thousands of accounts."""


def hash_quickly() -> None:
    """Let the product's own way of hashing cost the least that it can be told to."""
    from django.contrib.auth.hashers import Argon2PasswordHasher as Hasher

    Hasher.time_cost, Hasher.memory_cost, Hasher.parallelism = 1, 8, 1
