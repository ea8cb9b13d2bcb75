"""The interpreter of methods.

`state` is what the board holds, `guards` are the questions a method may ask of it,
`running` is a method on its way, and each file in `kinds` is one kind of step.
"""
