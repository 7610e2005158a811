"""The engine: what runs in the child process and turns a script into a recording.

`launch.py` is the child's entry. Imports neither Textual nor the course; nothing outside this
room imports from it.
"""
