"""Tickets for events with a limited number of seats."""
