"""How long a letter takes in its four forms: `python benchmarks/publication.py [--words 5000]`.

The letter is made up here: findings of one to three sentences in a framework's kind of outline, about as many words as asked for.
Prints one JSON line: words, pages of the PDF, seconds and bytes of each form (best of five, and the first one of the process,
which loads fonts and libraries), the seconds of all four together, and CPU seconds of the first making of all four, which other
work on the machine does not lengthen. A letter has a page for children and names its recipients.
"""

import argparse
import io
import json
import time
from dataclasses import replace
from datetime import date

from pypdf import PdfReader

from joinedup.publication.document import (
    Addressee,
    ChildrensPage,
    Document,
    FrameworkReference,
    Passage,
    Recipient,
    Section,
    Signature,
    Statement,
)
from joinedup.publication.render.forms import FORMS

RUNS = 5
SENTENCE = "Practitioners in this area meet promptly, share what they know and decide together what will keep each child safe. "


def made_up(words: int) -> Document:
    """Return a letter of about so many words: a third of them in points, the rest in prose."""
    passages = [
        Passage(f"p{n}", SENTENCE * (1 + n % 3), (f"f{n}",), (f"n{n}", f"m{n}"), "strength", ("police",), ("c1",))
        for n in range(words // (2 * len(SENTENCE.split())))
    ]
    points = tuple(replace(passage, item=True) for passage in passages[: len(passages) // 3])
    return Document(
        id="00000000-0000-4000-8000-000000000000",
        title="Joint targeted area inspection of Northmere",
        area="Northmere",
        made_up=True,
        framework=FrameworkReference("benchmark", "A joint inspection", "1", "0" * 64),
        theme="Neglect",
        inspectorates=("Ofsted", "Care Quality Commission", "HMICFRS", "HMI Probation"),
        legal_basis="Children Act 2004, section 20(1)",
        fieldwork_from=date(2026, 2, 2),
        fieldwork_to=date(2026, 2, 6),
        published_on=date(2026, 3, 5),
        addressees=tuple(Addressee(f"Post {n}", f"Organisation {n}") for n in range(7)),
        sections=(
            Section("to", "", "addressees", ()),
            Section("points", "What needs to improve?", "bullets", points),
            Section("main", "Main findings", "prose", tuple(passages[len(points) :])),
            Section("sign", "", "signatures", ()),
        ),
        signatures=(Signature("Ofsted", "National director"), Signature("HMICFRS", "Inspector of constabulary")),
        statement=Statement(True, "Northmere Council", date(2026, 6, 12), received_on=date(2026, 3, 3)),
        recipients=tuple(Recipient(f"Organisation {n}", n > 0) for n in range(4)),
        for_children=ChildrensPage("What we found", (SENTENCE,) * 6),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=int, default=5000)
    document = made_up(parser.parse_args().words)
    said: dict[str, object] = {"words": sum(len(p.text.split()) for s in document.sections for p in s.blocks)}
    first = best = spent = 0.0
    for form in FORMS:
        seconds = []
        for _ in range(RUNS):
            began, worked = time.perf_counter(), time.process_time()
            data = form.render(document)
            seconds.append(time.perf_counter() - began)
            spent += 0.0 if len(seconds) > 1 else time.process_time() - worked
        said[form.format] = {"first": round(seconds[0], 3), "best": round(min(seconds), 3), "bytes": len(data)}
        first, best = first + seconds[0], best + min(seconds)
        if form.format == "pdf":
            said["pages"] = len(PdfReader(io.BytesIO(data)).pages)
    print(json.dumps({**said, "all_four": {"first": round(first, 3), "best": round(best, 3), "first_cpu": round(spent, 3)}}))


if __name__ == "__main__":
    main()
