"""The tree against RFC 9162: the well-known roots of its reference implementation, and its own recursive definitions."""

from hashlib import sha256

import pytest
from hypothesis import given, strategies as st

from alongside.journal.merkle import (
    EMPTY_ROOT,
    Peaks,
    consistency_path,
    hash_full,
    hash_leaf,
    hash_node,
    inclusion_path,
    is_consistent,
    is_included,
    root_of,
)

# The eight leaves and nine roots by which implementations of RFC 6962 and 9162 are commonly compared.
LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def reference_root(leaf_hashes: list[bytes]) -> bytes:
    """MTH as section 2.1.1 writes it, by recursion."""
    if not leaf_hashes:
        return sha256(b"").digest()
    if len(leaf_hashes) == 1:
        return leaf_hashes[0]
    middle = 1 << ((len(leaf_hashes) - 1).bit_length() - 1)
    return hash_node(reference_root(leaf_hashes[:middle]), reference_root(leaf_hashes[middle:]))


def hashes_of(count: int) -> list[bytes]:
    return [hash_leaf(str(number).encode()) for number in range(count)]


@pytest.mark.parametrize("size", range(9))
def test_the_known_roots_come_out(size: int) -> None:
    assert root_of(hash_leaf(leaf) for leaf in LEAVES[:size]).hex() == ROOTS[size]


def test_an_empty_log_has_the_hash_of_nothing() -> None:
    assert Peaks().root == EMPTY_ROOT == sha256(b"").digest()


def test_a_leaf_cannot_be_passed_off_as_a_node() -> None:
    left, right = hashes_of(2)

    assert hash_leaf(left + right) != hash_node(left, right)


@given(size=st.integers(0, 600))
def test_adding_one_by_one_gives_the_root_of_the_definition(size: int) -> None:
    assert root_of(hashes_of(size)) == reference_root(hashes_of(size))


@given(size=st.integers(0, 600), more=st.integers(0, 40))
def test_a_log_goes_on_from_its_stored_peaks(size: int, more: int) -> None:
    kept = Peaks()
    for leaf_hash in hashes_of(size):
        kept.add(leaf_hash)

    again = Peaks.from_bytes(size, kept.to_bytes())
    for leaf_hash in hashes_of(size + more)[size:]:
        again.add(leaf_hash)

    assert again.root == root_of(hashes_of(size + more))


def test_peaks_of_another_size_are_refused() -> None:
    with pytest.raises(ValueError, match="a log of 3 leaves has 2 peaks"):
        Peaks(3, [b""])


@pytest.mark.parametrize("height", range(6))
def test_a_full_subtree_has_the_root_of_its_leaves(height: int) -> None:
    assert hash_full(hashes_of(2**height)) == reference_root(hashes_of(2**height))


@given(st.data())
def test_every_entry_can_be_proved_and_no_other_passes_for_it(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 200))
    position = data.draw(st.integers(0, size - 1))
    leaf_hashes = hashes_of(size)

    proof = [reference_root(leaf_hashes[first:past]) for first, past in inclusion_path(position, size)]

    root = reference_root(leaf_hashes)
    assert is_included(leaf_hashes[position], position, size, proof, root)
    assert not is_included(hash_leaf(b"another"), position, size, proof, root)
    assert not is_included(leaf_hashes[position], position, size, [*proof, root], root)
    if proof:
        assert not is_included(leaf_hashes[position], position, size, proof[:-1], root)
        assert not is_included(leaf_hashes[position], (position + 1) % size, size, proof, root)


@given(st.data())
def test_growth_can_be_proved_and_a_rewritten_past_cannot(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 200))
    old_size = data.draw(st.integers(1, size))
    leaf_hashes = hashes_of(size)

    proof = [reference_root(leaf_hashes[first:past]) for first, past in consistency_path(old_size, size)]

    old_root, root = reference_root(leaf_hashes[:old_size]), reference_root(leaf_hashes)
    rewritten = reference_root([hash_leaf(b"rewritten"), *leaf_hashes[1:old_size]])
    assert is_consistent(old_size, old_root, size, root, proof)
    assert not is_consistent(old_size, rewritten, size, root, proof)
    if proof:
        assert not is_consistent(old_size, old_root, size, root, proof[:-1])


@pytest.mark.parametrize(("position", "size"), [(0, 0), (3, 3), (-1, 3)])
def test_there_is_no_proof_for_a_leaf_that_is_not_there(position: int, size: int) -> None:
    with pytest.raises(ValueError, match="there is no leaf"):
        inclusion_path(position, size)

    assert not is_included(b"", position, size, [], EMPTY_ROOT)


@pytest.mark.parametrize(("old_size", "size"), [(0, 3), (4, 3)])
def test_a_log_does_not_grow_backwards(old_size: int, size: int) -> None:
    with pytest.raises(ValueError, match="cannot have grown"):
        consistency_path(old_size, size)

    assert not is_consistent(old_size, EMPTY_ROOT, size, EMPTY_ROOT, [EMPTY_ROOT])
