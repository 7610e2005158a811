"""What SQLAlchemy does, as claims that are queries over recordings."""
