"""The script's signal handlers, kept out of the recorder.

Python runs a handler wherever its main thread happens to be, which under the recorder is mostly
inside the recorder. What a handler raises there would tear a step in two, or end the tracing. So
a handler whose moment comes inside the recorder is put off: until a tracer that can bear it has
noted its step (`deliver`), or else its signal is sent again a little later, until the thread is
found outside. What the script set is what it reads back.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]
import _thread
import os
import sys
import threading
import time
from collections.abc import Callable
from types import CodeType, FrameType
from typing import Any

_AGAIN_SECONDS = 0.0003
_PACKAGE = os.path.dirname(os.path.dirname(__file__)) + os.sep
_OWN = (_PACKAGE + "engine" + os.sep, _PACKAGE + "recording" + os.sep, _PACKAGE + "channel.py")

_sleep, _frame_at, _start_thread = time.sleep, sys._getframe, _thread.start_new_thread
_this_thread = threading.get_ident
_set, _get, _send = _signal.signal, _signal.getsignal, _signal.pthread_kill

Handler = Callable[[int, FrameType | None], Any]


class _Gate:
    """Stands where Python looks for the handler, and leaves no frame between the two.

    Python asks its class for `__call__` and calls what it gets: the handler itself, or, inside
    the recorder, what puts the signal off.
    """

    __slots__ = ("_is_script", "handler")

    def __init__(self, handler: Handler, is_script: Callable[[CodeType], bool]) -> None:
        self.handler = handler
        self._is_script = is_script

    @property
    def __call__(self) -> Handler:
        frame: FrameType | None = _frame_at(1)
        while frame is not None and not self._is_script(frame.f_code):
            if frame.f_code.co_filename.startswith(_OWN):
                return self._put_off
            frame = frame.f_back
        return self.handler

    def _put_off(self, number: int, frame: FrameType | None) -> None:
        waiting[number] = self
        try:
            _start_thread(_send_again, (number,))
        except RuntimeError:
            # No thread can be had: better in the recorder than never.
            del waiting[number]
            self.handler(number, frame)


#: The signals that were put off, by number.
waiting: dict[int, _Gate] = {}
_main_thread = threading.get_ident()


def deliver(frame: FrameType) -> None:
    """Run the handlers that were put off, if this is the main thread; `frame` is the script's.

    They may raise anything.
    """
    while waiting and _this_thread() == _main_thread:
        number, gate = waiting.popitem()
        if _get(number) is gate:
            gate.handler(number, frame)


def _send_again(number: int) -> None:
    _sleep(_AGAIN_SECONDS)
    gate = waiting.pop(number, None)
    # Unless the script has set another handler meanwhile, or none, which would end the process.
    if gate is not None and _get(number) is gate:
        _send(_main_thread, number)


def keep_signals_out(is_script: Callable[[CodeType], bool]) -> None:
    """Put off the handlers that the script sets while its main thread is in the recorder.

    `is_script` says of a code object whether it is the script's. Call it in the main thread.
    """

    def signal(signalnum: int, handler: Any, /) -> Any:
        if callable(handler):
            handler = _Gate(handler, is_script)
        return _bare(_set(signalnum, handler))

    def getsignal(signalnum: int, /) -> Any:
        return _bare(_get(signalnum))

    for replacement, original in ((signal, _set), (getsignal, _get)):
        for name in ("__module__", "__name__", "__qualname__", "__doc__"):
            setattr(replacement, name, getattr(original, name))
    interrupt = _get(_signal.SIGINT)
    if interrupt is _signal.default_int_handler:
        _set(_signal.SIGINT, _Gate(interrupt, is_script))
    # The functions of the `signal` module look these up at each call.
    _signal.signal, _signal.getsignal = signal, getsignal


def _bare(handler: Any) -> Any:
    return handler.handler if type(handler) is _Gate else handler
