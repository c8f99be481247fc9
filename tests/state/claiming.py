"""A process that claims the keys 0…N-1, as a second copy of the bot would: prints the ones it got.

python claiming.py URL OWNER COUNT [die-holding]: opens the store when a line arrives, so that copies start together.
With die-holding it kills itself right after its first claim, as a crash would.
"""

from __future__ import annotations

import os
import signal
import sys

from bot.state import open_state

url, owner, many = sys.argv[1], sys.argv[2], int(sys.argv[3])
print("ready", flush=True)
sys.stdin.readline()
state = open_state(url, busy_seconds=60)  # both ask without a pause: who is faster may lock the other out for long
got = []
for number in range(many):
    if state.claim(f"event:{number}", owner=owner, lease_seconds=300):
        if "die-holding" in sys.argv:
            os.kill(os.getpid(), signal.SIGKILL)
        state.finish(f"event:{number}")
        got.append(number)
print(*got, flush=True)
