#: {"outcome": "output-limit", "exit_code": null, "max_output": 1, "stdout": null}
print('x' * 3_000_000)
