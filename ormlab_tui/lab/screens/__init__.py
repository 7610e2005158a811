"""The lab's screens: the course list, the lab itself, and what is asked and shown over them."""
