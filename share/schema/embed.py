#!/usr/bin/env python3
"""Writes the migrations (001.sql, 002.sql ...) as one C array: embed.py OUTPUT.c INPUT.sql..."""
import re
import sys


def literal(line):
    return '"' + line.replace('\\', '\\\\').replace('"', '\\"') + '\\n"'


def main(output, inputs):
    inputs = sorted(inputs)
    text = ['/* Made from share/schema by embed.py. */', '#include <stddef.h>', '', 'extern const char *const *const store_migrations[];', 'extern const int store_schema_version;', '']
    for number, path in enumerate(inputs, 1):
        if not re.search(r'(^|/)%03d\.sql$' % number, path):
            sys.exit('embed.py: %s: the next migration must be %03d.sql' % (path, number))
        with open(path, encoding='ascii') as file:
            lines = [line.rstrip('\n').replace('\t', ' ') for line in file]
        text.append('static const char *const lines_%03d[] = {' % number)
        text += ['\t' + literal(line) + ',' for line in lines if line.strip() and not line.startswith('--')]
        text += ['\tNULL,', '};', '']
    text.append('const char *const *const store_migrations[] = {')
    text += ['\tlines_%03d,' % number for number in range(1, len(inputs) + 1)]
    text += ['};', 'const int store_schema_version = %d;' % len(inputs), '']
    with open(output, 'w', encoding='ascii') as file:
        file.write('\n'.join(text))


main(sys.argv[1], sys.argv[2:])
