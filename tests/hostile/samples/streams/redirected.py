#: {"after": ["last", "'reached'"]}
null = os.open(os.devnull, os.O_WRONLY)
os.dup2(null, 1)
print('unheard', flush=True)
last = 'reached'
