#: {"outcome": "finished exit", "after": ["marker", "'before'"]}
import atexit
atexit._clear()
last = 'reached'
