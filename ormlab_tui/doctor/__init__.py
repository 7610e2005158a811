"""Whether ORMLab has what it needs here: looked at, and nothing changed."""
