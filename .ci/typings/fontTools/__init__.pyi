# What annotations/formats/pdf/typeface.py uses of fontTools.
