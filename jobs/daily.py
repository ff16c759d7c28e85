"""Errands of every day: each orders the next one when it is done."""

from datetime import timedelta

from kernel import outbox, render
from kernel.act import Act
from kernel.outbox import Timing


def order(act: Act, kind: str, hour: int, minute: int = 0) -> None:
    """Leave an errand for the next time the office's clock shows this time; there is one for each day."""
    today = act.now.astimezone(render.zone()).replace(hour=hour, minute=minute, second=0, microsecond=0)
    due = today if today > act.now else today + timedelta(days=1)
    outbox.put(act, kind, {"due": due.isoformat()}, key=f"{kind}:{due.date()}", timing=Timing(due=due))
