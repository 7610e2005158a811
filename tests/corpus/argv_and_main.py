"""argv, __file__, the module search path and the __main__ guard."""

import os
import sys


def main(arguments):
    print("arguments:", arguments)
    print(os.path.basename(sys.argv[0]), os.path.basename(__file__))
    print("folder first:", os.path.dirname(os.path.abspath(__file__)) == os.path.abspath(sys.path[0]))
    print("loader:", type(__loader__).__name__, "builtins:", type(__builtins__).__name__)
    print("same module:", sys.modules["__main__"].main is main)
    print("imported at start:", "textual" in sys.modules, "sqlalchemy" in sys.modules)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
