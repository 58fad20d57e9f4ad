"""Rules, scoring and simulation: pure and deterministic, without screen, file, database or clock."""
