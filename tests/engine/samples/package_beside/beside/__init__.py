# ruff: noqa
# fmt: off
"""Package."""
from . import deep
a = 1
