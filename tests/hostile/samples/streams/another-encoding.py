#: {"after": ["last", "'reached'"], "stdout": null}
sys.stdout.reconfigure(encoding='utf-16')
print('wide')
sys.stdout.flush()
last = 'reached'
