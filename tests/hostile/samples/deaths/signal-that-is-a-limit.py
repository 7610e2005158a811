#: {"outcome": "crashed", "exit_code": null}
import resource
resource.setrlimit(resource.RLIMIT_CPU, (1, 1))
while True: sum(range(9999))
