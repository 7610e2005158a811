#: {"after": ["last", "'reached'"], "stdout": "after\n"}
os.ftruncate(1, 0)
print('after', flush=True)
last = 'reached'
