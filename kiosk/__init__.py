"""Self-service kiosk for trying basic digital skills in simulated services."""

__version__ = "0.1.0"
