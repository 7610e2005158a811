#: {"after": ["last", "'reached'"]}
import builtins, importlib
kept = builtins.__import__
def lie(*a, **k): raise ZeroDivisionError
builtins.__import__ = lie
a = 1
builtins.__import__ = kept
sys.meta_path.clear()
sys.path_hooks.clear()
b = 2

last = 'reached'
