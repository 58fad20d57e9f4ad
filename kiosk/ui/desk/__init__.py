"""The consultant's window, worked with a hand scanner, a mouse and a keyboard."""
