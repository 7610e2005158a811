#: {}
if os.fork() == 0:
    os.setsid()
    if os.fork():
        os._exit(0)
    null = os.open("/dev/null", os.O_RDWR)
    for number in range(3): os.dup2(null, number)
    program = "import signal\nwhile True: signal.pause()"
    os.execve(sys.executable, [sys.executable, "-c", program, sys.argv[1]], {})
os.wait()
