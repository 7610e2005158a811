#: {"outcome": "memory-limit", "exit_code": null, "max_memory": 160}
import subprocess
subprocess.run([sys.executable, '-c', 'held = b"x" * 300_000_000\nwhile True: pass'])
