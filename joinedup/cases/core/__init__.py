"""The plain algorithms of this room: frames and dataclasses in, frames and dataclasses out."""
