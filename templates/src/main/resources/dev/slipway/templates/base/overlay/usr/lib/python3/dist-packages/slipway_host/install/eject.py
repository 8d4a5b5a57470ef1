"""Opens the drive that the running system came from, and ends without starting anything any more."""

import os

SG_IO = 0x2285
SG_DXFER_NONE = -1
COMMAND_MILLISECONDS_MAX = 10_000
ALLOW_REMOVAL = bytes([0x1E, 0, 0, 0, 0, 0])
STOP_AND_EJECT = bytes([0x1B, 0, 0, 0, 2, 0])
REBOOT = {"reboot": 0x01234567, "poweroff": 0x4321FEDC}  # reboot(2): LINUX_REBOOT_CMD_RESTART, ..._POWER_OFF


def eject_and_end(drive, ending):
    """Ejects by SCSI commands, as the kernel's own ejecting refuses a drive that is mounted; then ends at once."""
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    os.sync()
    try:
        descriptor = os.open(drive, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        for command in (ALLOW_REMOVAL, STOP_AND_EJECT):
            send(ctypes, libc, descriptor, command)
    except OSError:
        # Then the person takes it out by hand, as the message says.
        pass
    if ending in REBOOT:
        libc.reboot(REBOOT[ending])


def send(ctypes, libc, descriptor, command):
    """Sends one command that transfers no data (struct sg_io_hdr of scsi/sg.h)."""

    class Header(ctypes.Structure):
        _fields_ = [("interface_id", ctypes.c_int), ("dxfer_direction", ctypes.c_int), ("cmd_len", ctypes.c_ubyte),
                    ("mx_sb_len", ctypes.c_ubyte), ("iovec_count", ctypes.c_ushort), ("dxfer_len", ctypes.c_uint),
                    ("dxferp", ctypes.c_void_p), ("cmdp", ctypes.c_void_p), ("sbp", ctypes.c_void_p),
                    ("timeout", ctypes.c_uint), ("flags", ctypes.c_uint), ("pack_id", ctypes.c_int),
                    ("usr_ptr", ctypes.c_void_p), ("status", ctypes.c_ubyte), ("masked_status", ctypes.c_ubyte),
                    ("msg_status", ctypes.c_ubyte), ("sb_len_wr", ctypes.c_ubyte), ("host_status", ctypes.c_ushort),
                    ("driver_status", ctypes.c_ushort), ("resid", ctypes.c_int), ("duration", ctypes.c_uint),
                    ("info", ctypes.c_uint)]

    code = ctypes.create_string_buffer(command, len(command))
    header = Header(interface_id=ord("S"), dxfer_direction=SG_DXFER_NONE, cmd_len=len(command),
                    cmdp=ctypes.cast(code, ctypes.c_void_p), timeout=COMMAND_MILLISECONDS_MAX)
    if libc.ioctl(descriptor, SG_IO, ctypes.byref(header)) != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
