"""Security headers on every response, with a nonce of its own per request."""

import secrets

from flask import Flask, Response, current_app, g, request

from tracker.config import Settings

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_CONTENT = (
    "default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; "
    "img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
_ONE_YEAR = "max-age=31536000; includeSubDomains"


def csp_nonce() -> str:
    """The nonce that this response's script elements must carry."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    nonce: str = g.csp_nonce
    return nonce


def init_app(app: Flask) -> None:
    """Add the headers to every response and `csp_nonce()` to every template."""
    app.after_request(_add)
    app.jinja_env.globals["csp_nonce"] = csp_nonce


def _add(response: Response) -> Response:
    for name, value in _ALWAYS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Content-Security-Policy", _CONTENT.format(nonce=csp_nonce()))
    settings: Settings = current_app.config["TRACKER"]
    if settings.https or request.is_secure:
        response.headers["Strict-Transport-Security"] = _ONE_YEAR
    if g.get("private"):
        response.headers["Cache-Control"] = "no-store"
    return response
