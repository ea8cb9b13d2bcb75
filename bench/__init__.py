"""The measured work: what pages cost, as ratios taken in one run.

    python -m bench            1,000 and 100,000 persons
    python -m bench --small    1,000 and 10,000 persons, fewer rounds

Absolute times belong to the machine. A ratio is taken by letting its two sides take turns, so that
whatever else the machine does falls on both.
"""
