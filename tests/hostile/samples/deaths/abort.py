#: {"outcome": "crashed", "exit_code": -6}
os.abort()
