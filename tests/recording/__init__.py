"""Tests of the recording, whoever makes it."""
