#: {"outcome": "finished exit", "exit_code": null, "after": ["last", "'reached'"], "stdout": null}
os.closerange(0, 4096)
held = [os.open("other", os.O_RDWR | os.O_CREAT) for _ in range(300)]
os.write(230, b"in a file of the script's own")
content = open("other").read()

last = 'reached'
