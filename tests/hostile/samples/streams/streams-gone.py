#: {"after": ["last", "'reached'"]}
del sys.stdout, sys.stderr, sys.__stdout__
last = 'reached'
