#: {"outcome": "step-limit", "exit_code": null, "max_steps": 500}
n = 0
while True:
    n += 1
