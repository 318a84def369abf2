"""The algorithms of the programme: frames and dataclasses in, frames and dataclasses out; no Django."""
