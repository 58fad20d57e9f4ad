"""What a tablet does: a visit from Yes to the code, and carrying results over. No screen here."""
