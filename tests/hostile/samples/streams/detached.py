#: {"exit_code": 120, "after": ["last", "'reached'"], "stdout": "said before\nbytes\n"}
raw = sys.stdout.detach()
raw.write(b'bytes\n')
raw.flush()
last = 'reached'
