#: {"after": ["last", "'reached'"]}
try: input()
except EOFError: pass
last = 'reached'
