"""ORMLab: a terminal lab that records a SQLAlchemy script once and lets you walk the recording.

The rooms, each with one job: `recording` (the data), `engine` (the child process that makes it),
`runner` (the parent's side of that child), `course` (exercises), `lab` (the Textual app) and
`cli` (the command line).
"""

__version__ = "0.1.0"
