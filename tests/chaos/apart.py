"""Does work in a fresh process with one thread, which may fork others, and gives back what it returned.

`python -m tests.chaos.apart FILE` is that process: the file says what to do, and is replaced by what came
of it.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
ROOT = Path(__file__).parents[2]


def apart(folder: Path, work: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
    """What `work`, a function of a module, returns. Fails with what the process said, if it raised."""
    file = folder / f"{work.__name__}.pickle"
    file.write_bytes(pickle.dumps((work, args, named)))
    command = [sys.executable, "-m", "tests.chaos.apart", str(file)]
    ended = subprocess.run(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    result: T = pickle.loads(file.read_bytes())
    return result


if __name__ == "__main__":
    file = Path(sys.argv[1])
    work, args, named = pickle.loads(file.read_bytes())
    file.write_bytes(pickle.dumps(work(*args, **named)))
