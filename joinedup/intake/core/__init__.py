"""Reading and checking lists: bytes and a framework in, frames of issues, records, events and relations out."""
