"""From what authors write to services that can be played, and the proof that they hold."""
