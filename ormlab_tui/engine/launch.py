import json
import os
import sys

s = json.loads(sys.argv[1]); s["script"] = os.path.abspath(sys.argv[2])
env = dict(os.environ)
boot = os.path.join(os.path.dirname(os.path.abspath(__file__)), "boot")
env["PYTHONPATH"] = os.pathsep.join(filter(None, [boot, env.get("PYTHONPATH")]))
env["ORMLAB_RECORDER"] = json.dumps(s)
os.execve(sys.executable, [sys.executable, *sys.argv[2:]], env)
