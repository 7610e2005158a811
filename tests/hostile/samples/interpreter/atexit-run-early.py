#: {"outcome": "finished exit", "after": ["marker", "'before'"]}
import atexit
atexit._run_exitfuncs()
last = 'reached'
