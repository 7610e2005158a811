"""The test that 2.1 asks for, at its least."""

from haunted import create_user


def test_returned_user_is_usable():
    """What is returned has attributes that can be read."""
    user = create_user("testuser", "test@example.com")

    assert user.username == "testuser"
    assert user.email == "test@example.com"
    assert user.id is not None
