"""The command, as the wheel brings it."""

import signal
import sys
from typing import NoReturn

from . import _huiqi


def main() -> NoReturn:
    # Python would only note the key and wait for the command to end.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(_huiqi.command(["huiqi", *sys.argv[1:]]))
