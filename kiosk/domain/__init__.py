"""Rules, scoring and simulation: pure, deterministic, without screen, file, database, clock."""
