"""Uploads, against nginx that keeps the bytes, and against hashing alone."""

import itertools
import os
import socket
import struct
import subprocess
import time

from .load import CONNECTIONS, Rate, seconds_of, wrk
from .machines import Failed
from .measure import Measure


TURNS = itertools.count()


def other_portfolios(machines, count):
    """So many portfolios with their learners' tokens, others than the last time, so that none reaches its quota."""
    everyone = machines.sql("select portfolio, token from bench.uploader order by slot")
    return [everyone[next(TURNS) % len(everyone)] for _ in range(count)]


class LargeUpload(Measure):
    """One stream of 64 MB files, hashed, typed, made durable and entered, against nginx that keeps the bytes."""

    SIZE = 64 << 20
    COUNT = 4

    def ours(self):
        [(portfolio, token)] = other_portfolios(self.machines, 1)
        head = (f"POST /api/portfolios/{portfolio}/evidence HTTP/1.1\r\nAuthorization: Bearer {token}\r\n"
                "Content-Disposition: attachment; filename=\"interview.wav\"\r\n")
        self.machines.forget_peak()
        rate = self._send(self.machines.port, lambda _: head)
        self.notes.append(f"{self.machines.peak_memory():.0f} MB resident at most")
        return rate

    def theirs(self):
        return self._send(self.machines.nginx_port, lambda name: f"PUT /big/{name}.wav HTTP/1.1\r\n")

    def _send(self, port, head):
        """MB per second. The kernel moves the file (sendfile), so that sending costs next to nothing."""
        path = self._sound()
        seconds = 0.0
        for turn in range(self.COUNT):
            name = os.urandom(16).hex()
            with open(path, "r+b") as file:
                file.seek(44)
                file.write(name.encode())  # no two uploads are alike: nothing is there already
            os.sync()
            started = time.perf_counter()
            with socket.create_connection(("127.0.0.1", port)) as link, open(path, "rb") as file:
                link.settimeout(60)
                link.sendall((head(name) + f"Host: 127.0.0.1\r\nContent-Type: audio/x-wav\r\nContent-Length: {self.SIZE}\r\n"
                              "Connection: close\r\n\r\n").encode())
                link.sendfile(file)
                status = link.recv(4096).split(b" ", 2)[1]
            seconds += time.perf_counter() - started
            if status != b"201":
                raise Failed(f"A large upload was answered {status.decode()}.")
        return Rate(self.SIZE * self.COUNT / 1e6 / seconds, self.COUNT)

    def _sound(self):
        path = self.machines.scratch / "sound.wav"
        if not path.exists():
            data = self.SIZE - 44
            with open(path, "wb") as file:
                file.write(b"RIFF" + struct.pack("<I", data + 36) + b"WAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 1, 16000, 32000, 2, 16)
                           + b"data" + struct.pack("<I", data))
                file.write((os.urandom(1 << 20) * 64)[:data])
        return path


class HashedUpload(LargeUpload):
    """The same stream, against openssl that only hashes the file."""

    def theirs(self):
        path = self._sound()
        seconds = sum(seconds_of(["openssl", "dgst", "-sha256", path], stdout=subprocess.DEVNULL) for _ in range(self.COUNT))
        return Rate(self.SIZE * self.COUNT / 1e6 / seconds, self.COUNT)


class ManyUploads(Measure):
    """Two hundred uploads that are all under way at once: what they take of memory, and how fast they are together."""

    COUNT = 200
    SIZE = 1 << 20
    PIECE = 64 << 10

    def ours(self):
        places = [f"{token},{portfolio}" for portfolio, token in other_portfolios(self.machines, self.COUNT)]

        def head(turn):
            token, portfolio = places[turn % len(places)].split(",")
            return (f"POST /api/portfolios/{portfolio}/evidence HTTP/1.1\r\nAuthorization: Bearer {token}\r\n"
                    "Content-Disposition: attachment; filename=\"interview.wav\"\r\n")
        self.machines.forget_peak()
        rate = self._send(self.machines.port, head)
        self.notes.append(f"{self.machines.peak_memory():.0f} MB resident at most")
        return rate

    def theirs(self):
        run = os.urandom(8).hex()
        return self._send(self.machines.nginx_port, lambda turn: f"PUT /big/{run}-{turn}.wav HTTP/1.1\r\n")

    def _send(self, port, head):
        """All open first; then a piece of each in turn, so that none ends before all are well under way."""
        header = (b"RIFF" + struct.pack("<I", self.SIZE - 8) + b"WAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 1, 16000, 32000, 2, 16)
                  + b"data" + struct.pack("<I", self.SIZE - 44))
        piece = os.urandom(self.PIECE)
        os.sync()
        links = []
        started = time.perf_counter()
        for turn in range(self.COUNT):
            link = socket.create_connection(("127.0.0.1", port))
            link.settimeout(60)
            link.sendall((head(turn) + "Host: 127.0.0.1\r\nContent-Type: audio/x-wav\r\n"
                          f"Content-Length: {self.SIZE}\r\nConnection: close\r\n\r\n").encode())
            link.sendall(header + os.urandom(self.PIECE - len(header)))
            links.append(link)
        for _ in range(self.SIZE // self.PIECE - 1):
            for link in links:
                link.sendall(piece)
        for link in links:
            status = link.recv(4096).split(b" ", 2)[1]
            link.close()
            if status != b"201":
                raise Failed(f"One of many uploads was answered {status.decode()}.")
        return Rate(self.SIZE * self.COUNT / 1e6 / (time.perf_counter() - started), self.COUNT)


class SmallUploads(Measure):
    """100 KB files on eight connections."""

    def ours(self):
        places = [f"{token},/api/portfolios/{portfolio}/evidence"
                  for portfolio, token in other_portfolios(self.machines, CONNECTIONS)]
        return self._send(self.machines.url, "POST", places)

    def theirs(self):
        return self._send(f"http://127.0.0.1:{self.machines.nginx_port}", "PUT", [",/small/"] * CONNECTIONS)

    def _send(self, url, method, places):
        subprocess.run(["sync"], check=True)
        return wrk(url, "upload.lua", [method, os.urandom(8).hex(), *places], self.seconds)
