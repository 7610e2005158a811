#: {"outcome": "finished exit", "exit_code": null, "after": ["last", "'reached'"], "stdout": null}
os.closerange(0, 4096)
sys.stdout = None
last = 'reached'
