#: {"after": ["last", "'reached'"]}
os.environ.clear()
sys.path.clear()
sys.argv.clear()

last = 'reached'
