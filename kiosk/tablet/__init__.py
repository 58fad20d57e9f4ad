"""What a tablet does: a visit from Yes to the code, and carrying sealed results over. No screen here."""
