"""A child process prints to the same standard output."""

import subprocess
import sys

print("parent first", flush=True)
finished = subprocess.run([sys.executable, "-c", "print('child'); raise SystemExit(4)"])
print("child left with", finished.returncode)
captured = subprocess.run(
    [sys.executable, "-c", "import sys; print(len(sys.argv), 'tracer', sys.gettrace())"],
    capture_output=True,
    text=True,
)
print(captured.stdout.strip(), captured.stderr.strip())
