"""What the test programs have in common."""


class Checks:
    """Counts checks and prints each as it is made, or those alone that fail; what a failed one found goes with it."""

    def __init__(self, failures_only=False):
        self.passed = self.failed = 0
        self.failures_only = failures_only

    def add(self, what, ok, detail=""):
        self.passed += bool(ok)
        self.failed += not ok
        if not (ok and self.failures_only):
            print(f"{'ok' if ok else 'FAILED'} {what}{'' if ok or detail == '' else ': ' + str(detail)[:1500]}", flush=True)
        return ok
