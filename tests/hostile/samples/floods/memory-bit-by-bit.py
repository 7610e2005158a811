#: {"outcome": "memory-limit", "exit_code": null, "max_memory": 160}
held = []
while True: held.append(bytes(100_000) + b'x')
