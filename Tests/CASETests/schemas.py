#!/usr/bin/env python3
"""Holds instances against the published JSON Schemas of CASE 1.1. Needs jsonschema.

    python3 schemas.py FOLDER < instances.json

FOLDER is where the schemas lie; the instances are {schema file: [instance, …]}. Prints every fault and then a count.
"""
import json
import pathlib
import sys

from jsonschema import FormatChecker
from jsonschema.validators import Draft201909Validator


def main():
    folder = pathlib.Path(sys.argv[1])
    passed = failed = 0
    for name, instances in json.load(sys.stdin).items():
        schema = json.loads((folder / name).read_text())
        validator = Draft201909Validator(schema, format_checker=FormatChecker())
        for instance in instances:
            errors = list(validator.iter_errors(instance))
            for error in errors[:5]:
                print(f"{name}: {error.json_path}: {error.message[:300]}")
            passed += not errors
            failed += bool(errors)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
