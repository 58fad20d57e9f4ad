"""A task at once, as the citizen sees it, for whoever writes it; with its state beside it."""
