"""A small provider of OpenID Connect on this machine, for tests: discovery, keys, codes with PKCE, tokens, claims.

People do not sign in there: a test plays the browser, and says whose claims a code stands for.
"""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET, KEY_ID = "convivia", "a secret", "key-1"


class Provider:
    """The provider: its address, and what it says of whoever comes with a code."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self.issuer = f"http://127.0.0.1:{server.server_address[1]}"
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.codes: dict[str, dict[str, Any]] = {}
        self.refused: list[str] = []

    def code_for(self, address: str, claims: dict[str, Any], **id_token: Any) -> tuple[str, str]:
        """Return code and state, as if a person had agreed at `address`; `id_token` says what its ID token tells
        otherwise."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert (asked["client_id"], asked["response_type"], asked["code_challenge_method"]) == (CLIENT, "code", "S256")
        assert set(asked["scope"].split()) == {"openid", "profile", "email"}
        code = f"code-{len(self.codes)}"
        self.codes[code] = {"asked": asked, "claims": claims, "id_token": id_token}
        return code, asked["state"]

    def configuration(self) -> dict[str, Any]:
        """Return the discovery document."""
        ends = {name: f"{self.issuer}/{path}" for name, path in _ENDS.items()}
        methods = ["client_secret_post"]
        return {"issuer": self.issuer, "token_endpoint_auth_methods_supported": methods, **ends}

    def keys(self) -> dict[str, Any]:
        """Return the public key."""
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [public | {"kid": KEY_ID, "use": "sig", "alg": "RS256"}]}

    def tokens(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """Return the tokens for a code, once, to who has the secret and the verifier of the challenge."""
        held = self.codes.get(form.get("code", ""))
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        is_known = (form.get("client_id"), form.get("client_secret")) == (CLIENT, SECRET)
        if not held or not is_known or challenge != held["asked"]["code_challenge"] or held.get("used"):
            self.refused.append(form.get("code", ""))
            return 400, {"error": "invalid_grant"}
        held["used"] = True
        now = int(time.time())
        told = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 60, **held["claims"], **held["id_token"]}
        token = jwt.encode(told, self.key, algorithm="RS256", headers={"kid": KEY_ID})
        return 200, {"access_token": form["code"], "token_type": "Bearer", "expires_in": 60, "id_token": token}

    def claims(self, bearer: str) -> tuple[int, dict[str, Any]]:
        """Return what is said of the person of an access token."""
        held = self.codes.get(bearer.removeprefix("Bearer "))
        return (200, held["claims"]) if held else (401, {"error": "invalid_token"})


_ENDS = {
    "authorization_endpoint": "authorize", "token_endpoint": "token", "userinfo_endpoint": "userinfo",
    "jwks_uri": "keys",
}  # fmt: skip


class _Answers(BaseHTTPRequestHandler):
    provider: Provider

    def do_GET(self) -> None:
        pages = {
            "/.well-known/openid-configuration": lambda: (200, self.provider.configuration()),
            "/keys": lambda: (200, self.provider.keys()),
            "/userinfo": lambda: self.provider.claims(self.headers.get("Authorization", "")),
        }
        self._answer(*pages.get(self.path, lambda: (404, {}))())

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._answer(*self.provider.tokens({name: values[0] for name, values in parse_qs(body).items()}))

    def _answer(self, status: int, value: dict[str, Any]) -> None:
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_values: Any) -> None:
        """Say nothing."""


@contextmanager
def running_provider() -> Iterator[Provider]:
    """Run a provider on a free port while the block runs."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    made = Provider(server)
    server.RequestHandlerClass = type("_Answers", (_Answers,), {"provider": made})
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
