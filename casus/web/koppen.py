"""The headers that tell a browser what these pages may do."""

from __future__ import annotations

import secrets

from flask import Flask, Response, g, request

CSP = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "style-src 'self' 'nonce-{nonce}'",
        "script-src 'self' 'nonce-{nonce}'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
NIETS = ("camera", "display-capture", "geolocation", "microphone", "payment", "publickey-credentials-get", "usb")
ALTIJD = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in NIETS),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
HSTS = "max-age=31536000"
"""A year of TLS only, in production; other host names of the same organisation are theirs to decide about."""


def init(app: Flask, *, alleen_tls: bool) -> None:
    """Put the headers on every answer."""

    def headers(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", CSP.format(nonce=g.get("nonce", "")))
        for name, value in ALTIJD.items():
            response.headers.setdefault(name, value)
        if alleen_tls:
            response.headers.setdefault("Strict-Transport-Security", HSTS)
        if request.endpoint != "static":
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    app.before_request(_nonce)
    app.after_request(headers)


def _nonce() -> None:
    g.nonce = secrets.token_urlsafe(16)
