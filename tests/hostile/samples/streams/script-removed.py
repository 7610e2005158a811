#: {"after": ["last", "'reached'"]}
os.unlink(sys.argv[0])
def f():
    return 1
one = f()
last = 'reached'
