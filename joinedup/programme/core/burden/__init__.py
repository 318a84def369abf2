"""When an area can be inspected jointly: no other inspection near, no closed time, notice enough.

`open_weeks` in `weeks`; what goes in and comes out is in `shape`.
"""
