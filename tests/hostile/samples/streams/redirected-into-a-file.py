#: {"after": ["last", "'reached'"]}
file = os.open('printed', os.O_RDWR | os.O_CREAT)
os.dup2(file, 1)
print('elsewhere', flush=True)
last = 'reached'
