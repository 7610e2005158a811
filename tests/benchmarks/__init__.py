"""What recording costs, and how fast the lab is: see __main__."""
