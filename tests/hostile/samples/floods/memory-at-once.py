#: {"outcome": "memory-limit", "exit_code": null, "max_memory": 160}
held = b'x' * 300_000_000
while True: pass
