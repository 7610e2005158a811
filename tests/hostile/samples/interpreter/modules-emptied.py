#: {"after": ["last", "'reached'"]}
kept = dict(sys.modules)
sys.modules.clear()
a = 1
sys.modules.update(kept)

last = 'reached'
