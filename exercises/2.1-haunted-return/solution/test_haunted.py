"""What create_user promises to whoever calls it."""

from haunted import SessionLocal, User, create_user


def test_returned_user_is_usable():
    """What is returned can be read once the session is closed."""
    user = create_user("testuser", "test@example.com")

    assert user.username == "testuser"
    assert user.email == "test@example.com"
    assert user.id is not None


def test_created_user_is_in_the_database():
    """A session that knows nothing of the creation finds the user."""
    user = create_user("second", "second@example.com")

    with SessionLocal() as session:
        found = session.get(User, user.id)
        assert found is not None
        assert found.email == "second@example.com"
