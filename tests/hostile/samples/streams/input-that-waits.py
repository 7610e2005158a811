#: {"outcome": "time-limit", "exit_code": null, "endless": true}
r, w = os.pipe()
os.dup2(r, 0)
read = os.read(0, 1)
