"""What stands before an inspection's next stage, whose it is to do and who can end the waiting; a file for each run of stages."""

from joinedup.web.inspectorate.waiting.said import Waiting
from joinedup.web.inspectorate.waiting.whole import before_next_stage, work_left

__all__ = ("Waiting", "before_next_stage", "work_left")
