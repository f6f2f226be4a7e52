#!/usr/bin/env python3
"""Makes Open Badges 2 and 3 with keys of the moment: good ones, and ones that are not what they say.

    bake.py FOLDER LEARNERS_ADDRESS [serve]

writes them into the folder, and index.json: of each file what a verifier has to find. Nothing here is Prior's: keys and
signatures are made by openssl(1), canonical JSON by Python's json, pictures by hand, so that what both agree on is right.
With `serve` it also makes badges that name what lies on a server (keys, lists, the badge itself), is that server on a port of
its own until it is ended, and says `ready` when it is.
"""
import base64, gzip, hashlib, http.server, json, pathlib, struct, subprocess, sys, zlib

folder, address = pathlib.Path(sys.argv[1]), sys.argv[2]
folder.mkdir(parents=True, exist_ok=True)
index = []


def openssl(*words, data=b""):
    return subprocess.run(["openssl", *words], input=data, capture_output=True, check=True).stdout


def b64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def base58(data):
    letters, number, text = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz", int.from_bytes(data, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        text = letters[rest] + text
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + text


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


class Key:
    """A key pair, in a file beside the badges."""

    def __init__(self, kind, name):
        self.kind, self.path = kind, folder / f"{name}.key"
        options = {
            "ES256": ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"],
            "RS256": ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"],
            "EdDSA": ["-algorithm", "ED25519"],
        }[kind]
        openssl("genpkey", *options, "-out", str(self.path))
        self.public = openssl("pkey", "-in", str(self.path), "-pubout", "-outform", "DER")

    def jwk(self):
        if self.kind == "ES256":
            point = self.public[-64:]
            return {"kty": "EC", "crv": "P-256", "x": b64url(point[:32]), "y": b64url(point[32:])}
        if self.kind == "EdDSA":
            return {"kty": "OKP", "crv": "Ed25519", "x": b64url(self.public[-32:])}
        modulus = openssl("rsa", "-in", str(self.path), "-noout", "-modulus").decode().strip().split("=")[1]
        return {"kty": "RSA", "n": b64url(bytes.fromhex(modulus)), "e": "AQAB"}

    def did(self):
        return "did:key:z" + base58(b"\xed\x01" + self.public[-32:])

    def sign(self, data):
        if self.kind == "EdDSA":
            message = folder / "message.bin"
            message.write_bytes(data)
            return openssl("pkeyutl", "-sign", "-inkey", str(self.path), "-rawin", "-in", str(message))
        signature = openssl("dgst", "-sha256", "-sign", str(self.path), data=data)
        if self.kind == "RS256":
            return signature
        numbers, rest = [], signature[2:]
        for _ in range(2):
            length = rest[1]
            numbers.append(rest[2 : 2 + length].lstrip(b"\0").rjust(32, b"\0"))
            rest = rest[2 + length :]
        return b"".join(numbers)


def jws(key, payload, **header):
    head = {"alg": key.kind, "typ": "JWT", **header}
    signed = b64url(canonical(head)) + "." + b64url(canonical(payload))
    return signed + "." + b64url(key.sign(signed.encode()))


def credential(issuer, to=address, **more):
    salt = "Kosher"
    digest = hashlib.sha256((to + salt).encode()).hexdigest()
    return {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": "urn:uuid:6b0c1d9e-1b7d-4a2d-9a07-2f1d9d2f6c11",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Scaffolding, basic",
        "issuer": {"id": issuer, "type": ["Profile"], "name": "Highlands Builders’ Federation"},
        "validFrom": "2024-03-01T00:00:00Z",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [{
                "type": "IdentityObject", "identityType": "emailAddress", "hashed": True, "salt": salt,
                "identityHash": "sha256$" + digest,
            }],
            "achievement": {
                "id": "https://badges.example/scaffolding", "type": ["Achievement"], "name": "Scaffolding, basic",
                "description": "Erects and strikes tube scaffolds up to 5 m — safely.", "creditsAvailable": 2.5,
                "criteria": {"narrative": "Forty hours on site and a practical test."},
            },
        },
        **more,
    }


def proved(key, document, **more):
    """An embedded proof by eddsa-jcs-2022 (Data Integrity EdDSA Cryptosuites 1.0)."""
    did = key.did()
    proof = {
        "type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022", "created": "2024-03-01T08:00:00Z",
        "verificationMethod": f"{did}#{did[8:]}", "proofPurpose": "assertionMethod", **more,
    }
    message = hashlib.sha256(canonical(proof)).digest() + hashlib.sha256(canonical(document)).digest()
    return {**document, "proof": [{**proof, "proofValue": "z" + base58(key.sign(message))}]}


def assertion(to=address, **more):
    return {
        "@context": "https://w3id.org/openbadges/v2", "id": "https://badges.example/assertions/17", "type": "Assertion",
        "recipient": {"type": "email", "hashed": True, "salt": "sea", "identity":
                      "sha256$" + hashlib.sha256((to + "sea").encode()).hexdigest()},
        "issuedOn": "2021-06-01T10:00:00+02:00", "verification": {"type": "hosted"},
        "badge": {
            "type": "BadgeClass", "id": "https://badges.example/first-aid", "name": "First aid at work",
            "description": "Gives first aid.", "criteria": {"narrative": "Two days and a test."},
            "image": "https://badges.example/first-aid.png",
            "issuer": {"type": "Issuer", "id": "https://badges.example/issuer", "name": "Red Cross of Somewhere",
                       "url": "https://badges.example", "email": "office@badges.example"},
        },
        **more,
    }


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(text, keyword=b"openbadgecredential", compressed=False, times=1):
    rows = b"".join(b"\0" + bytes([x * 8, 90, 200, 255] * 1) * 32 for x in range(32))
    data = zlib.compress(text.encode()) if compressed else text.encode()
    baked = chunk(b"iTXt", keyword + (b"\0\1\0" if compressed else b"\0\0\0") + b"\0\0" + data)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 32, 32, 8, 6, 0, 0, 0)) + baked * times
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def svg(inside, element="openbadges:credential", verify=""):
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<!-- <openbadges:credential>not this one</openbadges:credential> -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0" viewBox="0 0 9 9">
  <{element} note='a "&gt;" b' verify="{verify}">{inside}</{element}>
  <circle cx="4.5" cy="4.5" r="4"/><script>alert(1)</script>
</svg>
""".encode()


def put(name, data, standing, verified="", failed=""):
    (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    index.append({"file": name, "standing": standing, "verified": verified.split(), "failed": failed.split()})


p256, rsa, ed, other = Key("ES256", "p256"), Key("RS256", "rsa"), Key("EdDSA", "ed"), Key("EdDSA", "other")
home = "https://badges.example/issuer"


def claims(document):
    return {**document, "iss": document["issuer"]["id"], "jti": document["id"], "nbf": 1709251200}


usual = "structure proof dates recipient"
good = jws(p256, claims(credential(home)), jwk=p256.jwk())
put("es256.png", png(good), "verified", usual)
put("rs256.jwt", jws(rsa, claims(credential(home)), jwk=rsa.jwk()), "verified", usual)
own = credential(ed.did())
put("eddsa.jwt", jws(ed, claims(own), kid=f"{ed.did()}#{ed.did()[8:]}"), "verified", usual + " issuer")
put("jcs.json", json.dumps(proved(ed, own), indent=2, ensure_ascii=False), "verified", usual + " issuer")
put("jcs.svg", svg("<![CDATA[" + json.dumps(proved(ed, own)) + "]]>"), "verified", usual + " issuer")
signed = {"type": "signed", "creator": "https://badges.example/key"}
old = jws(p256, assertion(verification=signed), jwk=p256.jwk())
put("ob2-signed.svg", svg("", "openbadges:assertion", old), "verified", usual)
put("ob2-hosted.png", png(json.dumps(assertion()), b"openbadges"), "partly", "structure dates recipient")
proof = {"type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022", "proofValue": "z1"}
put("rdfc.json", json.dumps({**own, "proof": proof}), "partly", "structure dates recipient")
listed = credential(ed.did(), credentialStatus={
    "type": "BitstringStatusListEntry", "statusPurpose": "revocation", "statusListIndex": "94567",
    "statusListCredential": "https://badges.example/status/3"})
put("listed.json", json.dumps(proved(ed, listed)), "verified", usual + " issuer")

head, payload, signature = good.split(".")
richer = claims(credential(home, name="Scaffolding, advanced"))
put("tampered.png", png(".".join([head, b64url(canonical(richer)), signature])), "failed", "structure", "proof")
changed = proved(ed, own)
changed["credentialSubject"] = {**changed["credentialSubject"], "creditsEarned": 40}
put("tampered.json", json.dumps(changed), "failed", "structure", "proof")
put("other-recipient.json", json.dumps(proved(ed, credential(ed.did(), "somebody@else.example"))), "failed",
    "structure proof dates issuer", "recipient")
ended = credential(ed.did(), validUntil="2025-03-01T00:00:00Z")
put("expired.json", json.dumps(proved(ed, ended)), "failed", "structure proof recipient issuer", "dates")
put("expired.jwt", jws(ed, {**claims(own), "exp": 1740787200}, kid=ed.did()), "failed", "proof recipient", "dates")
put("other-issuer.json", json.dumps(proved(other, own)), "failed", "structure proof", "issuer")
put("other-purpose.json", json.dumps(proved(ed, own, proofPurpose="authentication")), "failed", "structure", "proof")
put("unsigned.json", json.dumps(own), "failed", "structure dates recipient", "proof")
put("alg-none.jwt", b64url(canonical({"alg": "none"})) + "." + b64url(canonical(claims(own))) + ".", "failed", "", "proof")
put("revoked.json", json.dumps(assertion(revoked=True)), "failed", "structure", "status")
bare = {k: v for k, v in own.items() if k not in ("id", "validFrom")}
put("incomplete.json", json.dumps(proved(ed, bare)), "failed", "proof recipient", "structure")
swapped = {**claims(own), "iss": "did:key:zSomebodyElse"}
put("other-claims.jwt", jws(ed, swapped, kid=ed.did()), "failed", "proof", "structure")

server = None
if sys.argv[3:] == ["serve"]:

    class Shown(http.server.BaseHTTPRequestHandler):
        """Shows the files of the folder `shown`; some addresses are not as one would wish."""

        def do_GET(self):
            name = self.path.strip("/")
            file = folder / "shown" / name
            status = {"moved": 302, "withdrawn": 410, "endless": 200}.get(name, 200 if file.is_file() else 404)
            body = b"x" * (1 << 20) if name == "endless" else file.read_bytes() if status == 200 else b""
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            if status == 302:
                self.send_header("Location", f"{base}/assertion")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *words):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Shown)
    base = f"http://127.0.0.1:{server.server_port}"
    (folder / "shown").mkdir(exist_ok=True)

    def show(name, value):
        (folder / "shown" / name).write_text(value if isinstance(value, str) else json.dumps(value))

    issuer = {"type": "Issuer", "id": f"{base}/issuer", "name": "Red Cross of Somewhere", "url": base}
    kind = {**assertion()["badge"], "id": f"{base}/class", "issuer": issuer["id"]}
    show("issuer", issuer)
    show("class", kind)
    whole = assertion(id=f"{base}/assertion", badge=kind["id"])
    show("assertion", whole)
    put("hosted.json", json.dumps(whole), "verified", usual + " issuer")
    put("hosted-embedded.png", png(json.dumps({**whole, "badge": kind}), b"openbadges"), "verified", usual + " issuer")
    better = {**whole, "badge": {**kind, "name": "Surgery at work"}}
    put("hosted-other-class.json", json.dumps(better), "failed", "structure recipient", "proof")
    put("hosted-other-date.json", json.dumps({**whole, "issuedOn": "2026-01-01T00:00:00Z"}), "failed", "", "proof")
    put("hosted-elsewhere.json", json.dumps({**whole, "badge": {**kind, "issuer": "https://other.example/issuer"}}), "failed",
        "", "proof")
    put("withdrawn.json", json.dumps({**whole, "id": f"{base}/withdrawn"}), "failed", "structure recipient", "proof")
    put("moved.json", json.dumps({**whole, "id": f"{base}/moved"}), "partly", "structure recipient dates")
    put("endless.json", json.dumps({**whole, "id": f"{base}/endless"}), "partly", "structure recipient dates")

    pem = openssl("pkey", "-in", str(rsa.path), "-pubout").decode()
    show("key", {"type": "CryptographicKey", "id": f"{base}/key", "owner": issuer["id"], "publicKeyPem": pem})
    show("revocations", {"type": "RevocationList", "revokedAssertions": ["urn:uuid:a", {"id": "urn:uuid:b"}]})
    by_key = {"type": "signed", "creator": f"{base}/key"}
    listing = {**kind, "issuer": {**issuer, "revocationList": f"{base}/revocations"}}
    for name, id, standing, failed in [("kept", "urn:uuid:c", "verified", ""), ("revoked-2", "urn:uuid:b", "failed", "status")]:
        text = jws(rsa, assertion(id=id, verification=by_key, badge=listing))
        put(f"{name}.svg", svg("", "openbadges:assertion", text), standing, usual + " issuer", failed)

    home3 = f"{base}/issuer3"
    show("jwks", {"keys": [{**ed.jwk(), "kid": "other"}, {**p256.jwk(), "kid": "one"}]})
    put("jwks.jwt", jws(p256, claims(credential(home3)), kid=f"{base}/jwks#one"), "verified", usual + " issuer")
    put("jwks-other.jwt", jws(p256, claims(credential(home3)), kid=f"{base}/jwks#other"), "failed", "", "proof")
    put("jwks-none.jwt", jws(p256, claims(credential(home3)), kid=f"{base}/jwks#none"), "partly", "structure")

    bits = bytearray(16384)
    bits[94567 // 8] |= 0x80 >> 94567 % 8
    encoded = "u" + b64url(gzip.compress(bytes(bits)))

    def status_list(signer, purpose="revocation"):
        return proved(signer, {
            "@context": ["https://www.w3.org/ns/credentials/v2"], "id": f"{base}/status",
            "type": ["VerifiableCredential", "BitstringStatusListCredential"], "issuer": ed.did(),
            "validFrom": "2024-01-01T00:00:00Z",
            "credentialSubject": {"id": f"{base}/status#list", "type": "BitstringStatusList", "statusPurpose": purpose,
                                  "encodedList": encoded}})

    show("status", status_list(ed))
    show("forged", status_list(other))
    show("suspended", jws(ed, {k: v for k, v in status_list(ed, "suspension").items() if k != "proof"}, kid=ed.did()))

    def entry(index, name="status"):
        document = credential(ed.did(), credentialStatus={
            "id": f"{base}/status#{index}", "type": "BitstringStatusListEntry", "statusPurpose": "revocation",
            "statusListIndex": str(index), "statusListCredential": f"{base}/{name}"})
        return json.dumps(proved(ed, document))

    put("in-force.json", entry(94566), "verified", usual + " issuer status")
    put("revoked-3.json", entry(94567), "failed", usual + " issuer", "status")
    put("suspended.json", entry(94567, "suspended"), "failed", usual, "status")
    put("beyond.json", entry(200000), "verified", usual)
    put("forged-list.json", entry(94567, "forged"), "verified", usual)

(folder / "index.json").write_text(json.dumps(index, indent=1))
(folder / "plain.png").write_bytes(png("x", b"Comment"))
(folder / "compressed.png").write_bytes(png(good, compressed=True))
(folder / "two.png").write_bytes(png(good, times=2))
(folder / "address.png").write_bytes(png("https://badges.example/assertions/17", b"openbadges"))
(folder / "cut.png").write_bytes(png(good)[:900])
(folder / "entities.svg").write_bytes(b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg("&a;"))
(folder / "cut.svg").write_bytes(svg("<![CDATA[{")[:300])
if server:
    print("ready", flush=True)
    server.serve_forever()
