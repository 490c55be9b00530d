"""A real mail server on a free port, that takes mail, refuses it, asks to come back, hangs, or cuts the line."""

from __future__ import annotations

import socketserver
import ssl
import threading
import time
from base64 import b64decode
from contextlib import contextmanager
from email import message_from_bytes, policy


class _Gesprek(socketserver.StreamRequestHandler):
    """One conversation; `server.gedrag` says how the server is today."""

    timeout = 10

    def zeg(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")

    def handle(self) -> None:
        try:
            self.gesprek()
        except OSError:
            pass  # the client went away
        finally:
            if isinstance(self.request, ssl.SSLSocket):
                self.request.close()

    def gesprek(self) -> None:
        if self.server.gedrag == "zwijgt":
            self.server.klaar.wait(self.timeout)
            return
        self.zeg("220 proef")
        while words := self.rfile.readline().decode().split():
            self.draal()
            self.server.gehoord.append(" ".join(words))
            if not self.antwoord(words[0].upper(), words):
                return

    def draal(self) -> None:
        if self.server.gedrag == "traag":
            time.sleep(self.server.traag)

    def antwoord(self, verb: str, words: list[str]) -> bool:
        if verb == "DATA":
            return self.data()
        if verb == "STARTTLS":
            self.zeg("220 ga")
            self.finish()
            self.request = self.server.tls.wrap_socket(self.request, server_side=True)
            self.setup()
            return True
        said = {"EHLO": self.kan(), "AUTH": "235 welkom", "QUIT": self.server.afscheid}
        if verb == "AUTH":
            self.server.aangemeld.append(b64decode(words[2]).decode().split("\0")[1:])
        said["RCPT"] = {
            "weigert": "550 5.1.1 onbekend",
            "later": "451 4.7.1 straks",
            "dicht": "554 5.7.1 mag niet",
        }.get(self.server.gedrag, "250 ok")
        self.zeg(said.get(verb, "250 ok"))
        return verb != "QUIT"

    def kan(self) -> str:
        plain = self.server.tls is not None and not isinstance(self.connection, ssl.SSLSocket)
        return "250-proef\r\n" + ("250 STARTTLS" if plain else "250 AUTH PLAIN")

    def data(self) -> bool:
        self.zeg("354 kom maar")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return False  # the client is gone in the middle of its mail: that is no mail
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        self.server.post.append(b"".join(lines))
        self.draal()
        if self.server.gedrag == "breekt_af":
            return False  # it has the mail, and nobody hears so
        self.zeg("554 5.6.0 niet zo" if self.server.gedrag == "leest_en_weigert" else "250 ok")
        return True


class Postkamer(socketserver.ThreadingTCPServer):
    """What the server heard and got."""

    allow_reuse_address = True
    daemon_threads = False
    block_on_close = True

    traag = 0.1
    """Seconds before every answer, when it is slow."""

    def __init__(self, tls: ssl.SSLContext | None = None, *, meteen: bool = False, poort: int = 0) -> None:
        super().__init__(("127.0.0.1", poort), _Gesprek)
        self.gedrag, self.afscheid, self.tls, self.meteen = "neemt_aan", "221 dag", tls, meteen
        self.post: list[bytes] = []
        self.gehoord: list[str] = []
        self.aangemeld: list[list[str]] = []
        self.klaar = threading.Event()

    def get_request(self):
        sock, address = super().get_request()
        return (self.tls.wrap_socket(sock, server_side=True) if self.meteen else sock), address

    def handle_error(self, request, client_address) -> None:
        """A conversation that broke off is what some tests are about."""

    @property
    def url(self) -> str:
        return f"{'smtps' if self.meteen else 'smtp'}://localhost:{self.server_address[1]}"

    @property
    def brieven(self):
        return [message_from_bytes(raw, policy=policy.default) for raw in self.post]


@contextmanager
def postkamer(tls: ssl.SSLContext | None = None, *, meteen: bool = False, poort: int = 0):
    """A server that answers until the test is over."""
    with Postkamer(tls, meteen=meteen, poort=poort) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.klaar.set()
            server.shutdown()
            thread.join()
