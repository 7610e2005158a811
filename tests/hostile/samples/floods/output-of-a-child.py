#: {"outcome": "output-limit", "exit_code": null, "max_output": 1, "stdout": null}
import subprocess
subprocess.run([sys.executable, '-c', 'while True: print(1)'])
