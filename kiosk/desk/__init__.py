"""What a desk does: open, verify and keep results, say what they hold, collect bundles."""
