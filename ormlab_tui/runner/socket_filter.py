"""The filter of system calls that keeps a confined process from local services."""

from __future__ import annotations

from struct import pack

#: By machine: its number in the kernel's audit.h, and those of its calls socket and socketpair.
MACHINES = {
    "x86_64": (0xC000003E, 41, 53),
    "aarch64": (0xC00000B7, 198, 199),
    "riscv64": (0xC00000F3, 198, 199),
}
_IO_URING_SETUP = 425
_X32 = 0x40000000
_LOAD, _AND, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x54, 0x15, 0x35, 0x06
_ALLOW, _EPERM, _ENOSYS = 0x7FFF0000, 0x00050001, 0x00050026
_NUMBER, _ARCHITECTURE, _FIRST, _SECOND = 0, 4, 16, 24
_AF_INET, _AF_INET6, _AF_NETLINK = 2, 10, 16
_SOCK_TYPE_MASK, _SOCK_STREAM, _SOCK_SEQPACKET = 15, 1, 5


def socket_filter(machine: str) -> bytes:
    """Return a filter for the kernel that leaves only sockets of the process's own network.

    A local service, such as a desktop's, a container engine's or a key agent's, is reached
    through a file, which no network namespace keeps away; through it a process could have done
    outside what it may not do inside. Pairs of connected sockets stay. Raises KeyError for a
    machine that isn't known.
    """
    architecture, socket, socketpair = MACHINES[machine]
    # Each: its label, what to do with which number, and where to go on if so and if not.
    program = (
        ("", _LOAD, _ARCHITECTURE, "", ""),
        ("", _EQUAL, architecture, "", "refuse"),  # Another one's calls have other numbers.
        ("", _LOAD, _NUMBER, "", ""),
        ("", _AT_LEAST, _X32, "refuse", ""),
        ("", _EQUAL, socket, "family", ""),
        ("", _EQUAL, socketpair, "pair", ""),
        ("", _EQUAL, _IO_URING_SETUP, "unknown", ""),  # It makes sockets without the call.
        ("", _RETURN, _ALLOW, "", ""),
        ("family", _LOAD, _FIRST, "", ""),
        ("", _EQUAL, _AF_INET, "allowed", ""),
        ("", _EQUAL, _AF_INET6, "allowed", ""),
        ("", _EQUAL, _AF_NETLINK, "allowed", "refuse"),
        ("pair", _LOAD, _SECOND, "", ""),
        ("", _AND, _SOCK_TYPE_MASK, "", ""),
        ("", _EQUAL, _SOCK_STREAM, "allowed", ""),
        ("", _EQUAL, _SOCK_SEQPACKET, "allowed", "refuse"),  # Datagrams could go elsewhere.
        ("allowed", _RETURN, _ALLOW, "", ""),
        ("refuse", _RETURN, _EPERM, "", ""),
        ("unknown", _RETURN, _ENOSYS, "", ""),
    )
    places = {label: place for place, (label, *_) in enumerate(program) if label}
    return b"".join(
        pack(
            "=HBBI",
            code,
            places.get(yes, place + 1) - place - 1,
            places.get(no, place + 1) - place - 1,
            number,
        )
        for place, (_, code, number, yes, no) in enumerate(program)
    )
