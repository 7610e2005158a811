"""The widgets that the panes and the screens are built from."""
