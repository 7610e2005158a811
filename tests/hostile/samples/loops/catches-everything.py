#: {"outcome": "time-limit", "exit_code": null, "endless": true}
while True:
    try:
        while True: sum(range(1000))
    except BaseException:
        pass
