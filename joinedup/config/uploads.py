"""Taking in a file without laying it down: what agencies send is written to the disk sealed, or not at all."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import MemoryFileUploadHandler

from joinedup.intake.core.unusable import LIMITS, MEGABYTE

#: The most a request with a file may hold: the largest list that is read at all, and a little for the form around it.
LARGEST = LIMITS.size + MEGABYTE


class SealedOnlyUploadHandler(MemoryFileUploadHandler):
    """Holds a file in memory whatever its size, where Django would put a large one in the temporary folder, in clear.

    A server that dies meanwhile would leave it there. Only somebody signed in can take up memory so; for anybody else the bytes
    run through and are gone before the page sends them to sign in.
    """

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: str | None = None) -> None:
        """Decide whether to hold the file. Raises RequestDataTooBig, which is answered before anything is held."""
        self.activated = self.request is not None and self.request.user.is_authenticated
        if self.activated and content_length > LARGEST:
            raise RequestDataTooBig(f"A request of {content_length} bytes is more than the largest list that is read.")
