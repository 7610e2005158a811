#: {"outcome": "time-limit", "exit_code": null, "endless": true}
class Held:
    def __del__(self):
        while True: pass
held = Held()
del held
