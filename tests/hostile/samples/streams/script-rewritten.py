#: {"after": ["last", "'reached'"]}
with open(sys.argv[0], 'w') as file: file.write('nothing = 0\n')
def f():
    return 1
one = f()
last = 'reached'
