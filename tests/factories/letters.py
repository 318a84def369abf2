"""Made-up letters: pages of words for the reader's core, and real PDFs set by typst in the two layouts letters have had."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import typst

from joinedup.library.core.words import Frame, Page, Word

_WIDTH = 6.0  # points a character


@dataclass
class Printed:
    """Sets lines on pages from the head down, as a letter's are: 12 point, left edge at 71, text of a bullet at 89."""

    pages: list[list[Word]] = field(default_factory=lambda: [[]])
    frames: list[list[Frame]] = field(default_factory=lambda: [[]])
    y: float = 700.0

    def line(self, text: str, *, x: float = 71, size: float = 12, bold: bool = False) -> "Printed":
        """Set one line."""
        self._set(text, x, size, bold)
        self.y -= 15
        return self

    def bullet(self, *lines: str, x: float = 71, mark: str = "•") -> "Printed":
        """Set a bullet: the mark, its first line, and further lines under the first."""
        self.pages[-1].append(Word(mark, x, x + _WIDTH, self.y, 12, False, True))
        for text in lines:
            self.line(text, x=x + 18)
        return self

    def heading(self, *lines: str, size: float = 12, x: float = 71) -> "Printed":
        """Set a bold heading with space above and below."""
        self.y -= 15
        for text in lines:
            self.line(text, bold=True, size=size, x=x)
        return self.gap()

    def gap(self, points: float = 15) -> "Printed":
        """Leave space."""
        self.y -= points
        return self

    def page(self) -> "Printed":
        """Begin the next page."""
        self.pages.append([])
        self.frames.append([])
        self.y = 700.0
        return self

    def framed(self, *lines: str, heading: str | None = None) -> "Printed":
        """Set lines within a frame."""
        head = self.y + 20
        self.y -= 5
        if heading:
            self.heading(heading, x=91)
        for text in lines:
            self.line(text, x=91)
        self.frames[-1].append(Frame(85, self.y - 5, 500, head))
        return self.gap(20)

    def done(self) -> list[Page]:
        """Return the pages."""
        return [
            Page(number, 595, 842, tuple(words), tuple(frames))
            for number, (words, frames) in enumerate(zip(self.pages, self.frames, strict=True), 1)
        ]

    def _set(self, text: str, x: float, size: float, bold: bool) -> None:
        for word in text.split():
            end = x + _WIDTH * len(word)
            self.pages[-1].append(Word(word, x, end, self.y, size, bold, False))
            x = end + _WIDTH


_HEAD = """
#set page(paper: "a4", margin: 25mm, footer: context align(right)[#counter(page).display()])
#set text(size: 12pt, font: "DejaVu Sans Mono")
#set par(justify: false)
#set list(marker: [•], indent: 0pt, body-indent: 10pt, spacing: 14pt)
#show heading: it => block(above: 26pt, below: 20pt, text(size: 12pt, weight: "bold", it.body))
"""


def earlier_letter(*, priority: str = "", bullets: int = 6) -> str:
    """Return the typst source of a letter as they were until 2020, with so many bullets to improve under two subheads."""
    first, second = bullets // 2, bullets - bullets // 2
    return (
        _HEAD
        + """
3 May 2017

Ann Example, Director of Children’s Services, Madeup County Council\\
Bo Sample, Chief Constable of Madeup police force

Dear local partnership

= Joint targeted area inspection of the multi-agency response to abuse and neglect in Madeup

Between 20 and 24 March, Ofsted, the Care Quality Commission (CQC), HMI Constabulary (HMIC) and HMI Probation (HMI Prob)
undertook a joint inspection. This inspection included a ‘deep dive’ focus on the response to children living with domestic
abuse.#footnote[This joint inspection was conducted under section 20 of the Children Act 2004.]

"""
        + priority
        + """
= Key strengths

- There are no delays in answering those who call.
- Leaders know what children say.

#block(stroke: 0.5pt, inset: 10pt, width: 100%)[*Case study: highly effective practice*

A child was heard by everybody who met her, and what she said was acted on.]

= Areas for improvement

= Leadership and management

"""
        + "\n".join(
            f"- Finding {number} on leaders is said at length. " + "It goes on for a while. " * 12 for number in range(first)
        )
        + """

= Responses to children living with domestic abuse

"""
        + "\n".join(f"- There is no second look at matter {number}. " + "It goes on for a while. " * 9 for number in range(second))
        + """

= Next steps

The director of children’s services should send the written statement of action to Somebody\\@example.org by Friday 11 August 2017.

Yours sincerely

#grid(columns: (1fr, 1fr), row-gutter: 30pt, [*Ofsted*], [*Care Quality Commission*], [*HMI Constabulary*], [*HMI Probation*])
"""
    )


def later_letter(*, steps: str = "") -> str:
    """Return the typst source of a letter as they are since 2022; `steps` is printed under Next steps."""
    return (
        _HEAD
        + """
16 May 2024

Ann Example, Director of Children’s Services, Madeup Council\\
Bo Sample, Madeup Police and Crime Commissioner

Dear Madeup Local Safeguarding Partnership

= Joint targeted area inspection of Madeup

This letter summarises the findings of the joint targeted area inspection (JTAI) of the multi-agency response to serious youth
violence in Madeup.

This inspection took place from 29 January to 2 February 2024. It was carried out by inspectors from Ofsted, the Care Quality
Commission (CQC) and His Majesty’s Inspectorate of Constabulary and Fire & Rescue Services (HMICFRS).

= Headline findings

Children are mostly safe.

= What needs to improve?

- How well partners listen.
- The timeliness of health assessments.

= Strengths

- Joint work at night.

= Main findings

Much of it is good.

= Next steps

"""
        + steps
        + """

Yours sincerely

*Ann Signer*\\
*National Director Regulation and Social Care, Ofsted*

*Bo Signer*\\
*Chief Inspector of Healthcare*

*Cy Signer*\\
*His Majesty’s Inspector of Constabulary*
"""
    )


STEPS = """We have determined that the Chair of the Madeup Partnership is the principal authority and should prepare a
written statement of proposed action.

The Chair should send the written statement of action to Somebody\\@example.org by 23 August 2024."""


def set_pdf(source: str, folder: Path, name: str = "letter.pdf") -> Path:
    """Set a typst source as a PDF in a folder and return its path."""
    path = folder / name
    path.write_bytes(typst.compile(source.encode()))
    return path


def day(text: str) -> date:
    """Return an ISO date."""
    return date.fromisoformat(text)
