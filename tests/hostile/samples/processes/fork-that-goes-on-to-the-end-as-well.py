#: {"stdout": "said before\nend\nend\n"}
child = os.fork()
if child: os.waitpid(child, 0)
print('end', flush=True)
