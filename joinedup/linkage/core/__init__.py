"""Linking records into people: plain frames in, plain frames out."""

from joinedup.linkage.core.link import link
from joinedup.linkage.core.quality import measure, merged_wrongly, who_knew
from joinedup.linkage.core.settings import LinkResult, LinkSettings

__all__ = ["LinkResult", "LinkSettings", "link", "measure", "merged_wrongly", "who_knew"]
