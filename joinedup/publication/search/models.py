"""The words of each published document, as the public search reads them. Made from the document alone, and made anew from it."""

from django.db import models


class PublishedText(models.Model):
    """One document's words in lower case."""

    publication = models.OneToOneField("publication.Publication", on_delete=models.CASCADE, primary_key=True, related_name="text")
    words = models.TextField()

    def __str__(self) -> str:
        return f"Words of {self.publication_id}"
