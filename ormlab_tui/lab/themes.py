"""The lab's themes: dark, light, and one of each whose colours a colour-blind eye tells apart."""

from __future__ import annotations

from typing import Final

from textual.theme import Theme

DARK: Final = Theme(
    name="ormlab-dark",
    primary="#5e9cff",
    secondary="#b294f0",
    accent="#ff9e64",
    warning="#e8c35a",
    error="#f7768e",
    success="#7fd18b",
    foreground="#d7dce8",
    background="#14171f",
    surface="#1a1e28",
    panel="#232936",
    dark=True,
)

LIGHT: Final = Theme(
    name="ormlab-light",
    primary="#1f5fc4",
    secondary="#7040b8",
    accent="#b4540a",
    warning="#8a6400",
    error="#b3263c",
    success="#1c7a35",
    foreground="#20242e",
    background="#fafaf7",
    surface="#f0f1ee",
    panel="#e4e6e4",
    dark=False,
)

#: Blue, orange and yellow in place of green and red (after Okabe and Ito, 2008).
COLOUR_BLIND_DARK: Final = Theme(
    name="ormlab-colour-blind-dark",
    primary="#56b4e9",
    secondary="#cc79a7",
    accent="#f0e442",
    warning="#e69f00",
    error="#ff7a3d",
    success="#4fa8ff",
    foreground="#dfe3ea",
    background="#14171f",
    surface="#1a1e28",
    panel="#232936",
    dark=True,
)

COLOUR_BLIND_LIGHT: Final = Theme(
    name="ormlab-colour-blind-light",
    primary="#0072b2",
    secondary="#9b4a77",
    accent="#6b5d00",
    warning="#8f5a00",
    error="#b84300",
    success="#005f9e",
    foreground="#20242e",
    background="#fafaf7",
    surface="#f0f1ee",
    panel="#e4e6e4",
    dark=False,
)

THEMES: Final = (DARK, LIGHT, COLOUR_BLIND_DARK, COLOUR_BLIND_LIGHT)


def first_theme(wanted: str | None, colour_blind: bool) -> str:
    """Return the theme to begin with: the one wanted if it is the lab's, else a dark one."""
    if wanted is not None and wanted in {theme.name for theme in THEMES}:
        return wanted
    return COLOUR_BLIND_DARK.name if colour_blind else DARK.name


def theme_after(name: str) -> str:
    """Return the name of the lab's theme that follows this one; the first after any other."""
    names = [theme.name for theme in THEMES]
    return names[(names.index(name) + 1) % len(names)] if name in names else names[0]
