"""Studies of the measurement, for a checkout: simulated respondents and scripted persons."""
