"""The prompts a kind of source prints into an empty note: until something is written beside or below them, the note is empty."""

from collections.abc import Collection

from joinedup.method.framework import Framework


def prompts_of(framework: Framework) -> frozenset[str]:
    """Return every line any kind of source prints into an empty note."""
    return frozenset(line.strip() for kind in framework.sources for line in kind.template.splitlines() if line.strip())


def says_something(text: str, prompts: Collection[str] = frozenset()) -> bool:
    """Return whether any line of a text is more than a prompt as it was printed. The notebook asks the same (src/prompts.ts)."""
    return any(line.strip() and line.strip() not in prompts for line in text.splitlines())
