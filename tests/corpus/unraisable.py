"""Exceptions in __del__, in a thread and in an atexit handler."""

import atexit
import threading


class Fragile:
    def __del__(self):
        raise RuntimeError("in __del__")


@atexit.register
def fail():
    raise ValueError("in atexit")


def work():
    raise KeyError("in a thread")


def short(report):
    print("unraisable:", report.exc_type.__name__)


import sys

sys.unraisablehook = short
threading.excepthook = lambda report: print("thread:", report.exc_type.__name__)
fragile = Fragile()
del fragile
thread = threading.Thread(target=work)
thread.start() or thread.join()
print("still here")
