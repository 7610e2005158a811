#: {"outcome": "time-limit", "exit_code": null, "endless": true}
def g():
    while True:
        try: yield
        except GeneratorExit: pass
held = g()
next(held)
while True:
    try: held.close()
    except RuntimeError: pass
