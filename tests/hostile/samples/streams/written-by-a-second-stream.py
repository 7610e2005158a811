#: {"after": ["last", "'reached'"], "stdout": "said before\nby another\n"}
other = open(1, 'w', closefd=False)
print('by another', file=other, flush=True)
last = 'reached'
