"""Files saved as "Strict Open XML": the same words under other addresses, told as the usual ones.

ISO/IEC 29500-1 gives the namespaces of the strict kind, 29500-4 those that every program writes.
"""

import re

_STRICT = b"http://purl.oclc.org/ooxml/"
_USUAL = {
    b"wordprocessingml/main": b"wordprocessingml/2006/main",
    b"spreadsheetml/main": b"spreadsheetml/2006/main",
    b"officeDocument/relationships": b"officeDocument/2006/relationships",
}
_DECLARED = re.compile(
    rb"(xmlns(?::[\w.-]+)?\s*=\s*[\"'])"
    + re.escape(_STRICT)
    + rb"("
    + b"|".join(_USUAL)
    + rb")(?=[\"'])"
)


def usual(content: bytes) -> bytes:
    """A part of XML with the usual namespaces; one that has them is returned as it is."""
    if _STRICT not in content:
        return content
    return _DECLARED.sub(
        lambda found: found[1] + b"http://schemas.openxmlformats.org/" + _USUAL[found[2]], content
    )
