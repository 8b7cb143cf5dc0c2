"""UIMA's CAS, which INCEpTION and WebAnno speak: what its formats here have in common.

`layers` makes a CAS of a document and `understanding` a document of a CAS, ours or another
program's; `xmi_file` and `json_file` are its two forms on disk, WebAnno TSV is a third.
"""
