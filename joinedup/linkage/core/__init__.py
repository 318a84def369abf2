"""Linking records into people: plain frames in, plain frames out."""

from joinedup.linkage.core.quality import measure, merged_wrongly, who_knew
from joinedup.linkage.core.running import link
from joinedup.linkage.core.settings import Decided, LinkResult, LinkSettings

__all__ = ["Decided", "LinkResult", "LinkSettings", "link", "measure", "merged_wrongly", "who_knew"]
