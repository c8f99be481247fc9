"""Apache Spark on this machine: a standalone master, two workers and a Spark Connect server, all on 127.0.0.1.

A process of its own, which ends everything it started when its standard input ends. When all is ready it tells a line
of JSON: `connect` (the address), `status` (that of Spark's own status pages), `workers` and `server` (process ids,
each of a group that holds what that process started). A line `worker` or `server` on its standard input starts one
more of these, and the JSON is told anew.

    python tests/engines/spark_cluster.py
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

VERSION = "4.3.0"
HOST = "127.0.0.1"
CACHE = Path(__file__).parents[2] / ".spark"
SERVER = "org.apache.spark.sql.connect.service.SparkConnectServer"
MASTER, WORKER = "org.apache.spark.deploy.master.Master", "org.apache.spark.deploy.worker.Worker"
TOKEN = "only-for-tests"
WAIT = 300.0  # seconds for a part to be ready


def spark_home() -> Path:
    """Where Spark lies, which is fetched at the first use: its wheel and the client's exclude each other."""
    home = CACHE / VERSION
    if not (home / "ready").exists():
        shutil.rmtree(home, ignore_errors=True)
        venv.create(home, with_pip=True)
        # Without py4j, which only programs in Python need.
        words = ["install", "--quiet", "--no-input", "--disable-pip-version-check", "--no-deps", f"pyspark=={VERSION}"]
        subprocess.run([home / "bin" / "python", "-m", "pip", *words], check=True, stdout=sys.stderr)
        (home / "ready").touch()
    return next(home.glob("lib/python3*/site-packages/pyspark"))


class Cluster:
    """The processes, and what a client needs to know of them."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._home = folder, spark_home()
        self._ports = dict(zip(("master", "masterui", "connect", "status"), _free_ports(4), strict=True))
        self._running: list[subprocess.Popen[bytes]] = []
        self._workers: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        """All parts, ready."""
        self._start(MASTER, "--host", HOST, "--port", self._ports["master"], "--webui-port", self._ports["masterui"])
        _until(lambda: self._alive() is not None, "the master")
        self.worker()
        self.worker()
        self.server()

    def worker(self) -> None:
        """One worker more, ready."""
        there = self._alive() or 0
        room = ("--cores", "1", "--memory", "1g", "--work-dir", self._folder / "work", "--webui-port", "0")
        self._workers.append(self._start(WORKER, "--host", HOST, *room, self._master))
        _until(lambda: (self._alive() or 0) > there, "a worker")

    def server(self) -> None:
        """The Spark Connect server, ready, with whatever workers there are."""
        settings = {
            "spark.connect.grpc.binding.address": HOST,
            "spark.connect.grpc.binding.port": self._ports["connect"],
            "spark.connect.authenticate.token": TOKEN,
            "spark.driver.host": HOST,
            "spark.driver.memory": "1g",
            "spark.executor.memory": "1g",
            "spark.executor.cores": 1,
            "spark.ui.port": self._ports["status"],
            "spark.ui.showConsoleProgress": "false",
            "spark.sql.warehouse.dir": self._folder / "warehouse",
            "spark.sql.shuffle.partitions": 4,  # some MB of rows in 200 parts would be 200 empty tasks
        }
        words = [word for name, value in settings.items() for word in ("--conf", f"{name}={value}")]
        submit = "org.apache.spark.deploy.SparkSubmit"
        self._server = self._start(submit, "--master", self._master, *words, "--class", SERVER)
        _until(lambda: _answers(self._ports["connect"]), "the Spark Connect server")

    def told(self) -> str:
        # A token goes without TLS to this name alone.
        connect = f"sc://localhost:{self._ports['connect']}/;token={TOKEN}"
        status = f"http://{HOST}:{self._ports['status']}"
        workers = [worker.pid for worker in self._workers if worker.poll() is None]
        return json.dumps({"connect": connect, "status": status, "workers": workers, "server": self._server.pid})

    def end(self) -> None:
        """End what was started here, each with what it started itself."""
        for kind in (signal.SIGTERM, signal.SIGKILL):
            for process in reversed(self._running):
                if process.poll() is None:
                    os.killpg(process.pid, kind)
            limit = time.monotonic() + 10
            while time.monotonic() < limit and any(process.poll() is None for process in self._running):
                time.sleep(0.05)

    @property
    def _master(self) -> str:
        return f"spark://{HOST}:{self._ports['master']}"

    def _start(self, name: str, *words: object) -> subprocess.Popen[bytes]:
        environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith(("SPARK_", "PYSPARK_"))},
            "SPARK_HOME": str(self._home),
            "SPARK_CONF_DIR": str(self._folder),
            "SPARK_LOCAL_IP": HOST,
            "SPARK_LOCAL_DIRS": str(self._folder),
            "SPARK_DAEMON_MEMORY": "512m",
        }
        command = [str(self._home / "bin" / "spark-class"), name, *map(str, words)]
        log = self._folder / f"{len(self._running)}-{name.rpartition('.')[2]}.log"
        with log.open("wb") as file:
            self._running.append(
                subprocess.Popen(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=file,
                    stderr=file,
                    env=environment,
                    cwd=self._folder,
                    start_new_session=True,
                )
            )
        return self._running[-1]

    def _alive(self) -> int | None:
        """How many workers the master has; None while it does not answer."""
        try:
            with urlopen(f"http://{HOST}:{self._ports['masterui']}/json/", timeout=5) as page:
                found = json.load(page)
        except (URLError, OSError, ValueError):
            return None
        return sum(worker["state"] == "ALIVE" for worker in found["workers"])


def _free_ports(count: int) -> list[int]:
    held = [socket.socket() for _ in range(count)]
    for one in held:
        one.bind((HOST, 0))
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports


def _answers(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex((HOST, port)) == 0


def _until(ready: Callable[[], bool], what: str) -> None:
    limit = time.monotonic() + WAIT
    while not ready():
        if time.monotonic() > limit:
            raise SystemExit(f"{what} was not ready within {WAIT:g} seconds")
        time.sleep(0.1)


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # of whoever runs the tests, who closes the input afterwards
    folder = Path(tempfile.mkdtemp(prefix="kpibot-spark-"))
    cluster = Cluster(folder)
    try:
        cluster.start()
        print(cluster.told(), flush=True)
        for line in sys.stdin:
            {"worker": cluster.worker, "server": cluster.server}[line.strip()]()
            print(cluster.told(), flush=True)
    finally:
        cluster.end()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
