"""Choices that look like chance, the same on every run: a digest of the key decides. Pure."""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")


def fraction(*key: object) -> float:
    """A number from 0 up to 1 (not included) that belongs to the key."""
    text = "\x1f".join(str(part) for part in key)
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:6]) / 2**48


def number(low: int, high: int, *key: object) -> int:
    """A whole number from `low` to `high`, both included."""
    return low + int(fraction(*key) * (high - low + 1))


def pick(items: Sequence[Item], *key: object) -> Item:
    """One of the items. Raises IndexError when there is none."""
    return items[number(0, len(items) - 1, *key)]
