#: {"outcome": "exit", "exit_code": 5}
class Held:
    def __del__(self): os._exit(5)
held = Held()
del held
