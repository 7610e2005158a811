#: {"after": ["last", "'reached'"], "stdout": null}
sys.stdout.close(); sys.stderr.close(); sys.stdin.close()
last = 'reached'
