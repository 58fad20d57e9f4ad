"""What a passphrase has to be, whichever key it locks."""

from __future__ import annotations

SHORTEST = 12
"""Characters of a new one, at least: three or four words."""
