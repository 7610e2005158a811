#: {"outcome": "crashed", "exit_code": -11}
import ctypes
ctypes.string_at(0)
