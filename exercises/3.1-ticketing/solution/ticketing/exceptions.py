"""What can go wrong with tickets. Each exception knows the event or the ticket it is about."""


class TicketingError(Exception):
    """Whatever can go wrong with tickets."""


class SoldOutError(TicketingError):
    """An event has no seat left."""

    def __init__(self, event_id: int) -> None:
        super().__init__(f"event {event_id} is sold out")
        self.event_id = event_id


class EventNotFoundError(TicketingError):
    """There is no event with this id."""

    def __init__(self, event_id: int) -> None:
        super().__init__(f"there is no event {event_id}")
        self.event_id = event_id


class TicketNotFoundError(TicketingError):
    """There is no ticket with this id."""

    def __init__(self, ticket_id: int) -> None:
        super().__init__(f"there is no ticket {ticket_id}")
        self.ticket_id = ticket_id
