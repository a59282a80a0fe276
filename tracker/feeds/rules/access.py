"""From where a subscribed calendar is answered (pure)."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

_INSIDE = tuple(
    ip_network(network)
    for network in (
        "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16",
        "::1/128", "fc00::/7", "fe80::/10",
    )
)  # fmt: skip
"""Loopback, private and link-local networks (RFC 1122, 1918, 3927, 4193, 4291)."""


def is_inside(address: str) -> bool:
    """Whether an address is one of a network of one's own; what cannot be read is not."""
    try:
        found: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    return any(found in network for network in _INSIDE)
