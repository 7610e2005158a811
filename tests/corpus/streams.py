"""Standard error, buffers, partial lines, replaced streams and the file descriptors."""

import contextlib
import io
import os
import sys

print("to standard error", file=sys.stderr)
sys.stderr.write("partial ")
sys.stderr.write("line\n")
print("no newline", end="")
print(" and ümläut ✓")
sys.stdout.buffer.write(b"bytes\n")
sys.stdout.flush()
os.write(1, b"descriptor one\n")
os.write(2, b"descriptor two\n")
caught = io.StringIO()
with contextlib.redirect_stdout(caught):
    print("redirected")
print("caught:", repr(caught.getvalue()))
saved, sys.stdout = sys.stdout, caught
print("into the same")
sys.stdout = saved
print(len(caught.getvalue()), sys.stdout is sys.__stdout__)
print(sys.stdout.encoding.lower(), sys.stdout.line_buffering, sys.stderr.line_buffering)
print(type(sys.stdout).__name__, sys.stdout.name, sys.stdout.mode)
duplicate = os.dup(1)
os.write(duplicate, b"through a duplicate\n")
os.close(duplicate)
sys.stdout.write("the end, with no newline")
