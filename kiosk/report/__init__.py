"""What a desk gives away: files without names, for people and for other programs."""
