#: {"outcome": "time-limit", "exit_code": null, "endless": true}
import sqlite3
sqlite3.connect(':memory:').execute('WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n')
