"""The parent's side of a recording: start the child, read its stream, keep the limits."""
