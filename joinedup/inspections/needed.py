"""What each stage needs before the next, and who can give it: one table for the line of stages and for docs/reference."""

from dataclasses import dataclass
from typing import Final

from joinedup.inspections.enums import Stage
from joinedup.method.framework import Framework

LEAD: Final = "a lead inspector"
TEAM: Final = "an inspector of the team"
EACH: Final = "an inspector of each inspectorate"
AGENCY: Final = "the agency asked"


@dataclass(frozen=True)
class Need:
    """One thing a stage needs before it is left, and who gives it. `only`: frameworks that ask for it; "" for every one."""

    words: str
    who: str
    only: str = ""  # look_up | own_view_first | joint_audit


#: By stage, in the order of the work. Every need is looked at by `web.inspectorate.waiting`, which says what is left of it.
NEEDS: Final[dict[Stage, tuple[Need, ...]]] = {
    Stage.PLANNED: (
        Need("Somebody on the team for each inspectorate taking part", LEAD),
        Need("The notification pack made and the area telephoned", LEAD),
    ),
    Stage.NOTIFIED: (Need("Every agency asked for its lists", LEAD),),
    Stage.LISTS: (
        Need("What was asked for sent, or said not to be held", AGENCY),
        Need("What came in accepted or sent back; more time given or refused", TEAM),
        Need("The children of the cohort looked up", AGENCY, "look_up"),
    ),
    Stage.SELECTION: (
        Need("The same child linked across agencies, the sample drawn, the children to track chosen", LEAD),
        Need("Every agency asked about the tracked children", TEAM),
    ),
    Stage.FIELDWORK: (
        Need("A note, a record and an answer on consent for each tracked child; a short form for each sampled one", TEAM),
        Need("What was asked about children handed over, the joint audit returned", AGENCY),
        Need("The joint audit compared with the inspectors’ own view", TEAM, "joint_audit"),
        Need("The final feedback meeting held", LEAD),
    ),
    Stage.JUDGING: (
        Need("Every own view written", EACH, "own_view_first"),
        Need("The own views open", LEAD, "own_view_first"),
        Need("Each criterion concluded and agreed", EACH),
        Need("Each finding fed back and agreed", LEAD),
        Need("Further evidence that was promised, come", "the agency that promised it"),
    ),
    Stage.WRITING: (
        Need("The letter written along the framework’s outline, each passage on an agreed finding", TEAM),
        Need("Urgent concerns closed", LEAD),
    ),
    Stage.CHECKING: (
        Need("The letter offered for signature", LEAD),
        Need("The letter signed for each inspectorate", "the signatory of each inspectorate"),
    ),
    Stage.SIGNED: (Need("The letter published, and no hold on publication", LEAD),),
}


def needs_of(framework: Framework, stage: Stage) -> list[Need]:
    """Return what a stage needs before it is left, as far as the framework asks for it."""
    asked = {
        "": True,
        "look_up": framework.linkage_mode == "look_up",
        "own_view_first": framework.own_view_first,
        "joint_audit": bool(framework.joint_audit),
    }
    return [need for need in NEEDS.get(stage, ()) if asked[need.only]]
