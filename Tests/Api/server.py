"""A service that tests kill and start again."""
import http.client
import os
import socket
import subprocess
import sys
import time
import urllib.request

PRIOR = os.path.abspath(os.environ.get("PRIOR", ".build/release/prior"))
# What a request comes to whose service is killed.
GONE = (OSError, http.client.HTTPException)


class Server:
    """`prior serve` on a data directory of its own, `data` in a folder, and its log beside it."""

    def __init__(self, folder, **environment):
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {**os.environ, "PRIOR_LOG_LEVEL": "notice", **environment}
        self.environment.pop("DATABASE_URL", None)
        self.log = open(folder / "log", "ab")
        self.process = None

    def start(self, *options, says="", seconds=120):
        """Starts it, and waits until it takes requests; and until its log says something, where that is given."""
        self.process = subprocess.Popen(
            [PRIOR, "serve", "--data-dir", str(self.folder / "data"), "--host", "127.0.0.1", "--port", str(self.port),
             *options], stdout=self.log, stderr=self.log, env=self.environment)
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self.process.poll() is not None:
                sys.exit(f"The service ended by itself.\n{(self.folder / 'log').read_text()[-4000:]}")
            try:
                with urllib.request.urlopen(self.url + "/readyz", timeout=5):
                    if says in (self.folder / "log").read_text():
                        return
            except GONE:
                pass
            time.sleep(0.02)
        sys.exit(f"The service was not ready within {seconds} seconds.")

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(60)
