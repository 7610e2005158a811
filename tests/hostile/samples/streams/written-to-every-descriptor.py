#: {"after": ["last", "'reached'"], "stdout": "said before\n!"}
written = []
for number in range(1024):
    try:
        os.write(number, b"!")
        written.append(number)
    except OSError:
        pass

last = 'reached'
