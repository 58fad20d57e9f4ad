"""Practised services on simulated devices: it draws views, and knows nothing of what they mean."""
