#: {"after": ["last", "'reached'"]}
sys.stdout = sys.stderr = None
print('nowhere')
last = 'reached'
