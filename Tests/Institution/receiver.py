"""A server of an institution to which webhooks are sent: it verifies each message with `standardwebhooks`."""
import http.server
import json
import threading

from standardwebhooks.webhooks import Webhook, WebhookVerificationError


class Receiver:
    """Takes messages on a port of its own until it is closed. `failing` says of which message it answers 500."""

    def __init__(self):
        self.secrets, self.messages, self.refused, self.tries = [], [], 0, 0
        self.failing = lambda event: False
        self.lock = threading.Lock()
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status, text = outer.take(dict(self.headers.items()), body)
                self.send_response(status)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/prior"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def take(self, headers, body):
        with self.lock:
            self.tries += 1
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
            if self.failing(event):
                return 500, b"not now"
            self.messages.append((headers["webhook-id"], event))
            return 204, b""

    def close(self):
        self.server.shutdown()
