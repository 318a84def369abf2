"""Static files with a hash in their names, once `joinedup setup` has collected them; as they lie before that."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedOnceCollected(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage, at ease where nothing has been collected yet."""

    def stored_name(self, name: str) -> str:
        """Return the name with its hash, or as it is where nothing was collected."""
        return str(super().stored_name(name)) if self.hashed_files else name
