"""What the program touches outside itself: each a protocol, a real one and a fake."""
