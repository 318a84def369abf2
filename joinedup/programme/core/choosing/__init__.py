"""Which areas a round goes to: a draw within limits, from reasons of four kinds, with a sentence for every area.

No number is ever made of an area: weights belong to grounds (a measure, a piece of intelligence) and say how often one is drawn.
`choose.choose_areas`, `change.swap`, `change.put_in_urgently`, `concern.concerns`; what goes in and comes out is in `shape`.
"""
