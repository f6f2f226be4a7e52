"""What is measured and what it is measured against: a prior service on its private PostgreSQL, and an nginx, in one scratch
directory, stopped and removed afterwards."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]
LOAD = REPOSITORY / "Tests" / "Benchmarks" / "load"
TICKS = os.sysconf("SC_CLK_TCK")


class Failed(Exception):
    """Something that the benchmark stands on did not work; the text says what."""


def postgres_program(name):
    """PostgreSQL's own program. Debian's wrapper of the same name in /usr/bin takes a tenth of a second to find it."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    return str(folders[-1] / name) if folders and (folders[-1] / name).exists() else name


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


class Machines:
    """Starts both, fills the database, and stops both: a context manager."""

    def __init__(self, program, feed_entries=200_000):
        self.program, self.feed_entries = program, feed_entries
        # On the disk that holds the checkout: /tmp may be memory.
        place = os.environ.get("BENCH_DIR", tempfile.gettempdir())
        self.scratch = Path(tempfile.mkdtemp(prefix="prior-bench-", dir=place))
        self.scratch.chmod(0o711)  # the account postgres passes through it when we are root
        self.data = self.scratch / "data"
        self.files = self.scratch / "nginx-files"
        self.port, self.nginx_port = free_port(), free_port()
        self.service = self.nginx = None

    def __enter__(self):
        try:
            self._start_service()
            self._start_nginx()
            self.sql(file=LOAD / "seed.sql")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for process, sign in ((self.nginx, signal.SIGQUIT), (self.service, signal.SIGTERM)):
            if process and process.poll() is None:
                process.send_signal(sign)
                try:
                    process.wait(60)
                except subprocess.TimeoutExpired:
                    process.kill()
        shutil.rmtree(self.scratch, ignore_errors=True)

    def _start_service(self):
        environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        # The items that are filled in have no files to look into, and what is uploaded is not to be looked into meanwhile.
        environment["PRIOR_PREVIEW_MAKERS"] = "0"
        # One machine asks as fast as it can.
        environment["PRIOR_CLIENT_RATE"] = "1000000"
        with open(self.scratch / "service.log", "wb") as log:
            self.service = subprocess.Popen(
                [self.program, "serve", "--data-dir", self.data, "--host", "127.0.0.1", "--port", str(self.port)],
                stdout=log, stderr=log, env=environment, cwd=REPOSITORY)
        for _ in range(600):
            if self.service.poll() is not None:
                raise Failed("The service ended:\n" + (self.scratch / "service.log").read_text()[-2000:])
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=2).close()
                return
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        raise Failed("The service was not ready within two minutes.")

    def _start_nginx(self):
        self.files.mkdir()
        (self.files / "big").mkdir()
        (self.files / "small").mkdir()
        (self.scratch / "nginx").mkdir()
        root = "user root;" if os.geteuid() == 0 else ""
        configuration = self.scratch / "nginx.conf"
        configuration.write_text(f"""
            {root} daemon off; worker_processes auto; pid {self.scratch}/nginx/pid; error_log {self.scratch}/nginx/error.log;
            events {{ worker_connections 256; }}
            http {{
                access_log {self.scratch}/nginx/access.log; client_max_body_size 0; client_body_temp_path {self.files}/tmp;
                proxy_temp_path {self.scratch}/nginx/p; fastcgi_temp_path {self.scratch}/nginx/f;
                uwsgi_temp_path {self.scratch}/nginx/u; scgi_temp_path {self.scratch}/nginx/s;
                server {{
                    listen 127.0.0.1:{self.nginx_port}; root {self.files};
                    location / {{ dav_methods PUT; }}
                }}
            }}""")
        program = shutil.which("nginx") or "/usr/sbin/nginx"
        self.nginx = subprocess.Popen(
            [program, "-p", self.scratch, "-c", configuration], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(50):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.nginx_port)) == 0:
                    return
            time.sleep(0.1)
        raise Failed("nginx does not listen.")

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    @property
    def connection(self):
        """What libpq's programs need to reach the private cluster, under the role that the service has."""
        host = self._postmaster()[4]
        return {**os.environ, "PGHOST": host, "PGPORT": "5432", "PGUSER": "prior", "PGDATABASE": "prior"}

    def _postmaster(self):
        """The lines of postmaster.pid: the process first, the folder of its socket fifth."""
        return next(self.data.glob("postgres/*/postmaster.pid")).read_text().splitlines()

    def sql(self, text=None, file=None):
        """Rows of a query as lists of texts, as the database's owner."""
        command = [postgres_program("psql"), "-X", "-q", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1"]
        command += ["-v", f"feed_entries={self.feed_entries}"]
        command += ["-c", text] if file is None else ["-f", str(file)]
        done = subprocess.run(command, env=self.connection, capture_output=True, text=True)
        if done.returncode != 0:
            raise Failed(f"psql: {done.stderr.strip()}")
        return [line.split("\t") for line in done.stdout.splitlines()]

    def processor(self):
        """Seconds of processor that the service and its PostgreSQL's processes have used, by process."""
        parents = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    fields = (entry / "stat").read_text().rpartition(")")[2].split()
                    parents[int(entry.name)] = int(fields[1])
                except (OSError, IndexError):
                    continue
        postmaster = int(self._postmaster()[0])
        backends = {pid: _ticks(pid) / TICKS for pid, parent in parents.items() if parent == postmaster}
        return {self.service.pid: _ticks(self.service.pid) / TICKS}, backends

    def peak_memory(self):
        """The largest resident size of the service since `forget_peak`, in MB."""
        status = Path(f"/proc/{self.service.pid}/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0]) / 1024

    def forget_peak(self):
        Path(f"/proc/{self.service.pid}/clear_refs").write_text("5")


def _ticks(pid):
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12])
    except (OSError, IndexError):
        return 0
