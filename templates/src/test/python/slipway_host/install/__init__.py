"""Tests of the installer: pure parts everywhere, real ones on loop devices for root."""

from slipway_host import PROGRAMS

__path__.append(str(PROGRAMS / "install"))
