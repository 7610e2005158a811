#: {"outcome": "time-limit", "exit_code": null, "endless": true}
open('slow.py', 'w').write('while True: pass')
sys.path.insert(0, '.')
import slow
