#: {"outcome": "output-limit", "exit_code": null, "max_output": 1, "stdout": null}
while True: print('x' * 1000)
