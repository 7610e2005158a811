#: {"after": ["last", "'reached'"]}
sys.setswitchinterval(1e-6)
sys.set_int_max_str_digits(640)
n = 10 ** 700
import faulthandler
faulthandler.disable()
last = 'reached'
