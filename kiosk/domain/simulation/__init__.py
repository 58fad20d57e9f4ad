"""A simulated service: variables with few values, events that assign them, and what can happen."""
