"""What is kept about a person, gathered from every table for whoever answers for it.

`ways` says which rows are about somebody, `wording` what each kind is called, `reading` turns a
row into lines a person may read, and `bundle` makes of them what is handed out.
"""
