"""What a line of the table is made of."""


class Measure:
    """One line of the table. `goal` is the ratio of design to reach."""

    def __init__(self, name, baseline, unit, goal, machines, seconds):
        self.name, self.baseline, self.unit, self.goal = name, baseline, unit, goal
        self.machines, self.seconds = machines, seconds
        self.notes = []

    def ours(self):
        """One round of the service."""
        raise NotImplementedError

    def theirs(self):
        """One round of what it is measured against."""
        raise NotImplementedError
