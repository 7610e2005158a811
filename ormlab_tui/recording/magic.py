"""How a recording's file begins; apart, because telling one from a script needs nothing else."""

MAGIC = b"\x93ORMREC1\n"
