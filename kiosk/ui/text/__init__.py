"""Text of every script: shaped and ordered by Raqm, wrapped and aligned by us."""
