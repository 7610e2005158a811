#: {"outcome": "exit", "stdout": "said before\n1\n"}
os.execv(sys.executable, [sys.executable, '-c', 'print(1)', sys.argv[1]])
