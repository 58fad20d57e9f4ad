"""What a desk does: open, verify and keep results, tell what they say, collect bundles. No screen here."""
