"""What the test programs that print every check have in common."""


class Checks:
    """Counts checks and prints each as it is made; what a failed one found goes with it."""

    def __init__(self):
        self.passed = self.failed = 0

    def add(self, what, ok, detail=""):
        self.passed += bool(ok)
        self.failed += not ok
        print(f"{'ok' if ok else 'FAILED'} {what}{'' if ok else ': ' + str(detail)[:1500]}", flush=True)
        return ok
