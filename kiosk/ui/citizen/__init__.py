"""The citizen's screens: each is built from what the flow shows and hands taps back to it."""
