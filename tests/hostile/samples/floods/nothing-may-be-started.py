#: {"after": ["last", "'reached'"]}
import resource, threading
resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
last = 'reached'
