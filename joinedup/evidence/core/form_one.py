"""How notes were hashed before notebooks wrote them (form 1). Nothing is written in it any more; what was still verifies."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date


@dataclass(frozen=True)
class FormOne:
    """What a revision of form 1 says. `question` is the id of the answered question it rests on, or ""."""

    source: str
    sector: str
    criterion: str
    direction: str
    text: str
    seen_on: date
    tracked: str = ""
    question: str = ""


def form_one_hash(revision_id: str, parent_hash: str, content: FormOne) -> str:
    """Return sha256 hex over the revision's id, its parent's hash ("" for the first) and its content.

    The random id is part of it, so that short words cannot be guessed from the hash, which is kept in clear. A note that rests on
    no question hashes as notes did before they could.
    """
    fields = asdict(content) | {"seen_on": content.seen_on.isoformat()}
    if not content.question:
        del fields["question"]
    text = json.dumps([revision_id, parent_hash, fields], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
