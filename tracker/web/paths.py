"""Addresses handed in by a browser."""

import re
from urllib.parse import urlsplit

_LOCAL = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")


def safe_next(target: str | None, default: str) -> str:
    r"""The address to go to after signing in: only a path of this site, else `default`.

    Joining and comparing hosts is not enough: browsers read "/\evil.com" as another host.
    """
    return target if target and _LOCAL.fullmatch(target) else default


def own_path(address: str | None, host: str) -> str | None:
    """The path and query of a whole address where its host is ours, else None."""
    try:
        parts = urlsplit(address or "")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or parts.netloc != host:
        return None
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return safe_next(path, "") or None
