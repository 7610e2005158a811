"""An ExceptionGroup, one half caught by except*, the other half uncaught."""


def both():
    raise ExceptionGroup("two", [ValueError("one"), KeyError("other")])


try:
    both()
except* ValueError as group:
    print("caught", group.exceptions)
print("never printed")
