#: {"outcome": "crashed", "exit_code": -9}
os.kill(os.getpid(), 9)
