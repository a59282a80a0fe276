"""What the jobs did, one JSON line each: ids, counts and codes, no words of letters, no secrets."""

import json
import logging

_log = logging.getLogger("tracker.reminders")


def told(event: str, **facts: object) -> None:
    """Note what was done."""
    _log.info("%s", json.dumps({"event": event, **facts}, ensure_ascii=False, default=str))


def failed(event: str, error: BaseException, **facts: object) -> None:
    """Note an error by its kind and place; its text may hold an address or a letter's words."""
    place = _place(error)
    line = {"event": event, "error": type(error).__name__, "place": place, **facts}
    _log.error("%s", json.dumps(line, ensure_ascii=False, default=str))


def _place(error: BaseException) -> str:
    """The innermost line of ours that the error went through."""
    found, trace = "", error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if "/tracker/" in code.co_filename:
            module = code.co_filename.rpartition("/tracker/")[2]
            found = f"tracker/{module}:{trace.tb_lineno}"
        trace = trace.tb_next
    return found
