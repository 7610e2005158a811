"""The probes: one module a kind of fact, watching SQLAlchemy and the script without touching.

Import from here: `Probe`, what every probe is, and `registry.make_probes`. To add a kind,
write its module and name it in `registry.py`.
"""

from ormlab_tui.engine.probes.probe import Probe

__all__ = ["Probe"]
