"""The eMentor's and staff's screens on the tablet."""
