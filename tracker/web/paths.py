"""Addresses handed in by a browser."""

import re

_LOCAL = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")


def safe_next(target: str | None, default: str) -> str:
    r"""The address to go to after signing in: only a path of this site, else `default`.

    Joining and comparing hosts is not enough: browsers read "/\evil.com" as another host.
    """
    return target if target and _LOCAL.fullmatch(target) else default
