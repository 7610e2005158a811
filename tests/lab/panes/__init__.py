"""Tests of the panes: real recordings, shown in a minimal app and worked by real keys."""
