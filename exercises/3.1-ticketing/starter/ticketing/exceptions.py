"""What can go wrong with tickets. Each exception knows the event or the ticket it is about."""


class SoldOutError(Exception):
    """An event has no seat left."""


class EventNotFoundError(Exception):
    """There is no event with this id."""


class TicketNotFoundError(Exception):
    """There is no ticket with this id."""
