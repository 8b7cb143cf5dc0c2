"""What a project can teach beyond words: a small sequence model, trained on its own marks.

A conditional random field (CRFsuite, Okazaki 2007) over the characters of the clean hans text;
it reads what the rules found beside it, and adds names where they have none.  It needs the extra
`learning`, is trained when somebody asks for it, and is only used when somebody, having seen the
figures of a cross-validation, switches it on.  It is derived data: it lies in the user's cache
by the id of the project and can be made again at any time.

`examples` makes annotated articles ready for it, `features` says what it sees, `training` trains
and cross-validates, `model` proposes, `keeping` has the file.
"""
