"""A command that runs a script: which arguments are ORMLab's and which are the script's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import click


class ScriptCommand(click.Command):
    """A command whose arguments are a script and what the script is given.

    The command's own options may stand before the script and after it; everything else after
    the script, and everything after ``--``, belongs to the script.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse with the command's own options sorted before the script."""
        takes_value = {
            name: not (option.is_flag or option.count)
            for option in self.get_params(ctx)
            if isinstance(option, click.Option)
            for name in (*option.opts, *option.secondary_opts)
        }
        own, script = split_arguments(args, takes_value)
        return super().parse_args(ctx, [*own, "--", *script] if script else own)


def split_arguments(
    arguments: Sequence[str], takes_value: Mapping[str, bool]
) -> tuple[list[str], list[str]]:
    """Return the command's own arguments, and the script with its arguments.

    `takes_value` has the command's options and whether the next argument is their value.
    """
    own: list[str] = []
    script: list[str] = []
    rest = iter(arguments)
    for argument in rest:
        if argument == "--":
            return own, [*script, *rest]
        name, equals, _ = argument.partition("=")
        if argument in takes_value or (equals and takes_value.get(name) and name[:2] == "--"):
            own.append(argument)
            if not equals and takes_value[argument]:
                own.extend(value for value in (next(rest, None),) if value is not None)
        elif not script and argument.startswith("-") and argument != "-":
            # Unknown or run together, as -oFILE: click knows, or says so.
            own.append(argument)
        else:
            script.append(argument)
    return own, script
