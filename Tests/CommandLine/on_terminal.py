"""A process on a terminal of its own."""
import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import time


class OnTerminal:
    """A process whose streams are a terminal of its own; keys are typed as a person types them."""

    def __init__(self, program, *arguments, cwd, environment, columns=0):
        self.main, other = pty.openpty()
        if columns:
            fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        self.heard = b""

        def adopt():
            os.setsid()
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)

        self.process = subprocess.Popen(
            [program, *map(str, arguments)], stdin=other, stdout=other, stderr=other, preexec_fn=adopt,
            cwd=cwd, env=environment, close_fds=True)
        os.close(other)

    def read(self, until=None, seconds=60):
        """Reads up to some words, or to the end."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and (until is None or until not in self.heard):
            ready, _, _ = select.select([self.main], [], [], 0.1)
            if not ready:
                continue
            try:
                piece = os.read(self.main, 65536)
            except OSError:  # the other side is closed
                break
            if not piece:
                break
            self.heard += piece
        return until is None or until in self.heard

    def type(self, keys):
        os.write(self.main, keys)

    def end(self, seconds=60):
        self.read(seconds=seconds)
        try:
            code = self.process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = "still running"
        os.close(self.main)
        return code, self.heard.decode("utf-8", "replace")
