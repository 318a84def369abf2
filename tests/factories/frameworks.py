"""A framework small enough to read whole, for tests that are not about frameworks."""

from datetime import date

from joinedup.method.framework import (
    Column,
    Criterion,
    CriterionArea,
    DatedText,
    Framework,
    Inspectorate,
    KeyDate,
    LetterSection,
    ListSpec,
    Retention,
    Sector,
    Selection,
    SourceKind,
)


def tiny_framework() -> Framework:
    """Return a joint framework with two inspectorates, two sectors, two criteria and one list."""
    return Framework(
        id="tiny",
        title="A tiny joint inspection",
        version="1",
        since=date(2020, 1, 1),
        kind="joint",
        theme="neglect",
        theme_title="Neglect",
        scope="Children the area knows.",
        legal_basis="Children Act 2004, section 20",
        linkage_mode="lists",
        linkage_purpose="To see the same child across agencies.",
        own_view_first=True,
        inspectorates=(
            Inspectorate("ofsted", (DatedText("Ofsted"),), ("local_authority",), team=2, lead=True),
            Inspectorate("hmicfrs", (DatedText("HMICFRS"),), ("police",), team=1),
        ),
        sectors=(Sector("local_authority", "Local authority"), Sector("police", "Police")),
        areas=(CriterionArea("front_door", "The front door"),),
        criteria=(
            Criterion("c1", "front_door", "Children are seen.", ("local_authority",)),
            Criterion("c2", "front_door", "Agencies talk to each other.", ("local_authority", "police"), joint=True),
        ),
        sources=(SourceKind("tracking", "Tracking", about_child=True), SourceKind("meeting", "Meeting")),
        code_sets=(),
        lists=(
            ListSpec(
                "children",
                "Children",
                "local_authority",
                "people",
                "Who is known",
                (Column("id", "ID", "id", "To link", holds="own_id"),),
            ),
        ),
        requests=(),
        calendar=(
            KeyDate("notification", "Notification", 0),
            KeyDate("lists", "Lists due", 1, after="notification"),
            KeyDate("fieldwork", "Fieldwork", 10, after="notification", until=14),
        ),
        statement_days=70,
        selection=Selection("local_authority", ("referral",), (), 0, 17, 6, 10, ("age_band",), 5, ("sex",), 2, 4, 3),
        timescales=(),
        handovers=(),
        letter=(LetterSection("findings", "Key findings", "prose"),),
        sentences=(),
        retention=Retention(6, "Six months after publication."),
    )
