"""What many people wrote about: text → vectors → topics, each named by its own phrases, each open to a person's decision."""
