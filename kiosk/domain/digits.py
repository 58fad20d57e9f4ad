"""Eight digits that people compare, read out and type."""

from __future__ import annotations


def grouped(digits: str) -> str:
    """``48210937`` as ``4821 0937``."""
    return f"{digits[:4]} {digits[4:]}"
