#: {"outcome": "output-limit", "exit_code": null, "max_output": 1, "stdout": null}
while True: os.write(2, b'x' * 100_000)
