"""A loop of 200,000 plain statements, and as many headers as rounds.

Writes the seconds of the work into the file that it is given.
"""

import sys
from pathlib import Path
from time import perf_counter

begin = perf_counter()
total = last = 0
for number in range(50_000):
    total += number
    last = number
    total -= last
    last = total
Path(sys.argv[1]).write_text(str(perf_counter() - begin))
