"""The engine: what runs in the child process and turns a script into a recording.

`boot/` begins it as Python starts, and `child.py` makes it ready. Imports neither Textual nor
the course; nothing outside this room imports from it.
"""
