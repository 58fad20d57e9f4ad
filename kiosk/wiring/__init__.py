"""Builds the parts and hands them to a screen or a command."""
