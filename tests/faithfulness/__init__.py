"""A script that is recorded does what the same script does when plain Python runs it."""
