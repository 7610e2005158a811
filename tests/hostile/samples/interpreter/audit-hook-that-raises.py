#: {"outcome": "finished exit exception", "exit_code": null}
armed = True
def hook(name, args):
    if armed and name in ("open", "object.__getattr__", "sys._getframe", "compile"): raise ZeroDivisionError
sys.addaudithook(hook)
a = 1
def f(): return 1
b = f()
armed = False

last = 'reached'
