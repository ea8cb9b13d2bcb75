"""Where we gather: calling, preparing, meeting at a board, leaving with one plan.

A meeting follows a method, and a method is a file (S-26, S-27, S-29). The engine in
`meetings.engine` runs any of them; nothing there knows the steps of one method by name.
"""
