"""Rounds of review and what was said in them."""
