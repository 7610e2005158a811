#: {"after": ["last", "'reached'"]}
rest = sys.stdin.read()
lines = list(sys.stdin)
last = 'reached'
