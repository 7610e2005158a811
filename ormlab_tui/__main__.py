"""`python -m ormlab_tui` is the `ormlab` command."""

from ormlab_tui.cli import main

if __name__ == "__main__":
    main()
