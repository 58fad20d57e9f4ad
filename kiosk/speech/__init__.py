"""Read-aloud: how a text is said, its clips, the voice that makes them, the speaker."""
