#: {"after": ["last", "'reached'"]}
r, w = os.pipe()
os.dup2(w, 1)
print('through', flush=True)
read = os.read(r, 20)
last = 'reached'
