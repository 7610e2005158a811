#: {"after": ["last", "'reached'"]}
why = 'none'
try: os.open('/dev/tty', os.O_RDWR)
except OSError as error: why = error.errno
last = 'reached'
