"""A learner of the demo with a portfolio of their own, for the scripts beside this file."""
import base64
import json
import os
import random
import urllib.error
import urllib.request

URL = os.environ.get("PRIOR_URL", "")
# The demo's, Sources/prior/Demo/DemoCast.swift.
PASSWORD = "seven goats cross the Senqu"
INSTITUTION = "maluti"


def pdf(size, seed=0):
    """A PDF of so many bytes that no two seeds share."""
    head = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>endobj\n"
    )
    tail = b"\ntrailer<</Root 1 0 R/Size 4>>\nstartxref\n164\n%%EOF\n"
    # Hexadecimal, so that chance writes no word of PDF into it.
    filling = random.Random(f"{size} {seed}").randbytes(size // 2 + 1).hex().encode()
    return head + b"%" + filling[: size - len(head) - len(tail) - 1] + tail


class Refused(Exception):
    def __init__(self, status, text):
        super().__init__(f"{status} {text}")
        self.status = status


def request(method, url, body=None, headers=None, timeout=60):
    """One request: (status, headers, bytes)."""
    sent = urllib.request.Request(url, data=body, method=method, headers=headers or {})
    try:
        with urllib.request.urlopen(sent, timeout=timeout) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as problem:
        raise Refused(problem.code, problem.read().decode()) from None


class Learner:
    def __init__(self, name, url=None):
        self.url = url or URL
        self.email = f"{name}-{random.randrange(10**9)}@learner.example"
        self.token = None
        self.call("POST", "/api/people", {"email": self.email, "name": name.title(), "password": PASSWORD})
        self.sign_in()
        institutions = self.call("GET", "/api/institutions")["items"]
        self.institution = next(item["id"] for item in institutions if item["slug"] == INSTITUTION)
        self.portfolio = self.call("POST", "/api/portfolios", {"institution": self.institution, "title": "Walls"})["id"]

    def sign_in(self):
        self.token = self.call("POST", "/api/sessions", {"email": self.email, "password": PASSWORD})["token"]

    def again(self):
        """The same person on another device."""
        other = Learner.__new__(Learner)
        other.__dict__.update(self.__dict__)
        other.sign_in()
        return other

    @property
    def headers(self):
        return {"Authorization": f"Bearer {self.token}"}

    def call(self, method, path, body=None, tus=False):
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        if tus:
            headers["Tus-Resumable"] = "1.0.0"
        data = None
        if body is not None:
            data = json.dumps(body).encode()
            headers["Content-Type"] = "application/json"
        text = request(method, self.url + path, data, headers)[2]
        return json.loads(text) if text else {}

    def item(self, path):
        return self.call("GET", path)

    def begin(self, length, key=None, **said):
        """Begins an upload; its path."""
        said["portfolio"] = self.portfolio
        metadata = ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in said.items())
        headers = self.headers | {
            "Tus-Resumable": "1.0.0", "Upload-Length": str(length), "Upload-Metadata": metadata,
        }
        if key:
            headers["Idempotency-Key"] = key
        location = request("POST", self.url + "/api/uploads", b"", headers)[1]["Location"]
        return location[location.index("/api/"):]
