"""Sizes of the desk's window that are needed before there is one."""

from __future__ import annotations

SMALLEST = (1024, 700)
"""The least size in pixels in which everything has its place."""
