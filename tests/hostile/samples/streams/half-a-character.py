#: {"after": ["last", "'reached'"]}
print("\ud800") if False else None
try: print('\ud800')
except UnicodeEncodeError: pass
last = 'reached'
