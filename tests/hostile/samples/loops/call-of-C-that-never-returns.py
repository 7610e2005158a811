#: {"outcome": "time-limit", "exit_code": null, "endless": true}
sum(iter(int, 1))
