"""What a command raises for arguments or a file that can't be used."""

from __future__ import annotations

import click


class UnusableError(click.ClickException):
    """The arguments or a file can't be used; one sentence, and exit status 2."""

    exit_code = 2
