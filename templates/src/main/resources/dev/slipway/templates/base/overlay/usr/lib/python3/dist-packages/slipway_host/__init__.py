"""Everything of Slipway that runs on the host."""
