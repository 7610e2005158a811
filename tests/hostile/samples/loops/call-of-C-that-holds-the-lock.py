#: {"outcome": "time-limit", "exit_code": null, "endless": true}
import re
re.match('(a+)+$', 'a' * 60 + 'b')
