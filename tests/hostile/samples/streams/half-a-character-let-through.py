#: {"after": ["last", "'reached'"], "stdout": "said before\n\ufffd\ufffd\ufffd\n"}
sys.stdout.reconfigure(errors='surrogatepass')
print('\ud800', flush=True)
last = 'reached'
