#!/usr/bin/python3
"""Writes references.inc, the rows of named character references (HTML Standard 13.5), from the
list that Python carries:  src/html/references.py > src/html/references.inc"""
import html.entities

print("/* Written by references.py: each name without its '&', and the one or two code points it stands")
print(" * for. In byte order of the names. */")
for name, text in sorted(html.entities.html5.items(), key=lambda row: row[0].encode()):
    second = ord(text[1]) if len(text) > 1 else 0
    print('R("%s", 0x%X, 0x%X)' % (name, ord(text[0]), second))
