"""A Spark Connect server in a process of its own: prints its address, ends with its standard input.

A client waits for a server that is gone before it ends, so the server must outlive the tests.
"""

from __future__ import annotations

import os
import sys

from pysail.spark import SparkConnectServer

server = SparkConnectServer(port=0)
server.start(background=True)
host, port = server.listening_address
print(f"{host}:{port}", flush=True)
sys.stdin.read()
os._exit(0)
