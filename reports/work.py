"""What the worker does when a job is handed to it."""

from reports import exports
from reports.jobs import Job, carry_out
from reports.papers.district import district_packet

WORK = {"packet": district_packet, "ledger": exports.write}


def run(pk: str) -> None:
    """Carry out a job by its id. Running twice makes the same result again."""
    job = Job.objects.filter(pk=pk).first()
    if job is not None:
        carry_out(job, WORK[job.kind])
