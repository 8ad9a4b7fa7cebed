"""Which network addresses may be visited: those of the public internet, unless private ones are allowed."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network

# IPv6 addresses that contain an IPv4 address: mapped, translated (NAT64), 6to4. The packets go to the latter.
_CARRYING = tuple(map(ip_network, ("::ffff:0:0/96", "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16")))


def may_connect(text: str, *, private: bool) -> bool:
    """Whether a connection to an IP address is allowed. Raises ValueError if the text is no IP address."""
    address = ip_address(text.partition("%")[0])
    if address.is_multicast or address.is_unspecified:
        return False
    if private:
        return True
    if isinstance(address, IPv6Address) and any(address in network for network in _CARRYING):
        return False
    return address.is_global and not address.is_reserved
