#: {"outcome": "output-limit", "exit_code": null, "max_output": 1, "stdout": null}
print('x' * 80_000_000, flush=True)
