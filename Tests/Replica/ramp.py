"""How long hires take to book a month's share of the quota: the metrics of section 8 that begin with `ramp`."""

MONTHS, WEEKS = 15, 66
NEVER = MONTHS + 1


class Ramp:

    def __init__(self, firm):
        self.firm, self.watched, self.numbers = firm, {}, []

    def observe(self):
        """Reads the firm at the end of a measured week."""
        firm = self.firm
        for i in range(firm.seats):
            if i in self.watched:
                self.follow(i)
            if firm.filled[i] and firm.col["tenure"][i] == 0 and firm.week + WEEKS < firm.weeks:
                self.watched[i] = [0, 0]

    def follow(self, i):
        firm, month = self.firm, self.watched[i]
        tenure = firm.col["tenure"][i]
        if not firm.filled[i] or tenure == 0:
            return self.end(i, NEVER)
        month[0] += firm.col["sales"][i] / firm.sigma_q
        month[1] += firm.col["fullQuota"][i] / firm.periodLength
        for number in range(1, MONTHS + 1):
            if tenure == 13 * number // 3:
                self.end_month(i, number)

    def end_month(self, i, number):
        sold, due = self.watched[i]
        self.watched[i] = [0, 0]
        if sold >= due:
            self.end(i, number)
        elif number == MONTHS:
            self.end(i, NEVER)

    def end(self, i, number):
        self.numbers.append(number)
        del self.watched[i]

    def metrics(self):
        numbers = sorted(self.numbers)
        count = len(numbers)
        share = lambda holds: sum(map(holds, numbers)) / count if count else None
        return {
            "ramp_months": numbers[(count - 1) // 2] if count else None,
            "ramp_fast": share(lambda number: number <= 3),
            "ramp_slow": share(lambda number: number > 12),
        }
