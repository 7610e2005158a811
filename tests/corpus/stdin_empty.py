"""Standard input is read to its end."""

import sys

text = sys.stdin.read()
print("read:", repr(text))
try:
    answer = input("name? ")
except EOFError as error:
    print("EOFError:", error)
print(sys.stdin.isatty(), sys.stdout.isatty())
