"""Tests of what runs on the host. The programs themselves lie in the recipe's overlay, as parts of the same package."""

import pathlib
import sys

# The overlay is packed as it is: nothing may be left in it.
sys.dont_write_bytecode = True

PROGRAMS = (pathlib.Path(__file__).resolve().parents[3] / "main/resources/dev/slipway/templates/base/overlay"
            / "usr/lib/python3/dist-packages/slipway_host")
__path__.append(str(PROGRAMS))
