"""The register of inspectors: what each can do, when they are there, what interests they declared; kept by each inspectorate.

Nothing here tells how quickly, how much or how well somebody works, nor how often they agree with others.
"""
