#: {}
import subprocess
program = "import signal\nwhile True: signal.pause()"
if os.fork() == 0:
    subprocess.Popen(
        [sys.executable, "-c", program, sys.argv[1]],
        start_new_session=True, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    os._exit(0)
os.wait()
