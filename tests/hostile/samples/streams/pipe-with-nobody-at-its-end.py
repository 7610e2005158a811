#: {"after": ["last", "'reached'"]}
r, w = os.pipe()
os.close(r)
try: os.write(w, b'x')
except BrokenPipeError: pass
last = 'reached'
