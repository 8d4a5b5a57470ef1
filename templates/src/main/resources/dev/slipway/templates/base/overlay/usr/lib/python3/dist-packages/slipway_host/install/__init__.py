"""The installer: writes the system of the live medium to a disk.

Start reading at `program`, then `steps`, which holds the order that makes an interrupted installation harmless.
Modules are imported when they are needed: on an emulated machine each one costs.
"""
