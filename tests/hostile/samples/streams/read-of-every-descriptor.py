#: {"after": ["last", "'reached'"]}
for number in range(1024):
    try: os.set_blocking(number, False); os.read(number, 1)
    except OSError: pass

last = 'reached'
