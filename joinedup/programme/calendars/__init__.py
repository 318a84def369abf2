"""What else takes up an area: inspections by every inspectorate, and school holidays.

Pre-election periods are kept in `publication.elections`.
"""
