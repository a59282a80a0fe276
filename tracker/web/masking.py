"""Nothing that is logged carries the secret of a calendar's address, whoever logs it.

The address is the whole right to read the calendar. Logs of requests and of errors name addresses:
those of this program, of the server under it, and of libraries. All of them make their lines with
the record of the process, which leaves the secret out.
"""

import logging
import re

_SECRET = re.compile(r"(/lich/)[\w%~-]{16,}")


def masked(words: str) -> str:
    """The words without secrets: "/lich/***.ics"."""
    return _SECRET.sub(r"\1***", words) if "/lich/" in words else words


class MaskedRecord(logging.LogRecord):
    """A line of a log, masked when its text is made."""

    def getMessage(self) -> str:  # noqa: N802 - the library's name
        """The text of the line."""
        return masked(super().getMessage())


def init_logs() -> None:
    """Let every line of this process be masked from now on."""
    logging.setLogRecordFactory(MaskedRecord)
