# ruff: noqa
# fmt: off
from sibling import *
import beside
from beside.deep import thing
import sys, os
sys.path.append(os.path.join(os.path.dirname(__file__), "site-packages"))
import installed
import importlib
import sibling
importlib.reload(sibling)
print(helper(2), beside.a, thing.make()(), installed.run())
try:
    import no_such_module
except ImportError:
    pass
exec("print('from a string')\nx = 1")
