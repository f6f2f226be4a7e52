"""A server of an institution to which webhooks are sent: it verifies each message with `standardwebhooks`."""
import http.server
import json
import sys
import threading
import time

from standardwebhooks.webhooks import Webhook, WebhookVerificationError


class Receiver:
    """Takes messages on a port of its own until it is closed. `failing` says of which event it answers 500, and is told whether
    it did before; `slowness` for how many seconds it thinks."""

    def __init__(self):
        self.secrets, self.messages, self.refused, self.failed = [], [], 0, set()
        self.failing = lambda event, again: False
        self.slowness = lambda: 0
        self.lock = threading.Lock()
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                time.sleep(outer.slowness())
                status, text = outer.take(dict(self.headers.items()), body)
                self.send_response(status)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            def handle_error(self, *about):
                if not isinstance(sys.exc_info()[1], ConnectionError):  # who sent it was killed
                    super().handle_error(*about)

        self.server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/prior"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def take(self, headers, body):
        with self.lock:
            headers = {name.lower(): value for name, value in headers.items()}
            event = None
            for secret in self.secrets:
                try:
                    event = Webhook(secret).verify(body, headers)
                    break
                except WebhookVerificationError:
                    continue
            if event is None:
                self.refused += 1
                return 401, b"not verified"
            assert headers["content-type"].startswith("application/cloudevents+json"), headers
            assert event["specversion"] == "1.0" and event["id"] and event["source"] and event["type"], event
            if event["type"] == "prior.webhook.verification":
                return 200, json.dumps({"challenge": event["data"]["challenge"]}).encode()
            if self.failing(event, headers["webhook-id"] in self.failed):
                self.failed.add(headers["webhook-id"])
                return 500, b"not now"
            self.messages.append((headers["webhook-id"], event))
            return 204, b""

    def close(self):
        self.server.shutdown()
