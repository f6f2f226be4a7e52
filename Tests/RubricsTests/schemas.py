#!/usr/bin/env python3
"""Holds every document under rubrics/ against its JSON Schema, and the schemas against themselves.

Needs jsonschema and PyYAML. Each mapping of each document is also given an unknown key, and each required key is taken
away in turn: the schema must refuse every one of these, as the loader does.

    python3 Tests/RubricsTests/schemas.py
"""
import copy
import json
import pathlib
import re
import sys

import yaml
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

ROOT = pathlib.Path(__file__).resolve().parents[2] / "rubrics"
FOLDERS = {
    "framework": "frameworks",
    "policy": "policies",
    "unit": "units",
    "qualification": "qualifications",
    "crosswalk": "crosswalks",
    "calendar": "calendars",
}


class CoreLoader(yaml.SafeLoader):
    """Reads plain scalars as YAML 1.2 core and JSON do, as the service does: `yes` is a text."""


CoreLoader.yaml_implicit_resolvers = {}
for tag, pattern in (
    ("null", r"^(?:~|null|)$"),
    ("bool", r"^(?:true|false)$"),
    ("int", r"^-?(?:0|[1-9][0-9]*)$"),
    ("float", r"^-?(?:0|[1-9][0-9]*)\.[0-9]+$"),
):
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), None)


def validators():
    schemas = {
        path.name.removesuffix(".schema.json"): json.loads(path.read_text())
        for path in sorted((ROOT / "schemas").glob("*.schema.json"))
    }
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    registry = Registry().with_resources((s["$id"], Resource.from_contents(s)) for s in schemas.values())
    return {kind: Draft202012Validator(schemas[kind], registry=registry) for kind in FOLDERS}


def mappings(value, path=()):
    """Every mapping in a document, with the way to it."""
    if isinstance(value, dict):
        yield path
        for key, item in value.items():
            yield from mappings(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from mappings(item, (*path, index))


def at(document, path):
    for step in path:
        document = document[step]
    return document


def with_unknown_keys(document):
    for path in mappings(document):
        if path and path[-1] == "descriptors":
            continue
        changed = copy.deepcopy(document)
        at(changed, path)["unknownKey"] = "x"
        yield f"{'.'.join(map(str, path))}: an unknown key", changed


def without_required_keys(document, schema):
    for key in schema["required"]:
        changed = copy.deepcopy(document)
        del changed[key]
        yield f"without {key}", changed


def main():
    passed, failed = 0, 0
    for kind, validator in validators().items():
        for path in sorted((ROOT / FOLDERS[kind]).glob("*.yaml")):
            document = yaml.load(path.read_text(), CoreLoader)
            errors = list(validator.iter_errors(document))
            for error in errors:
                print(f"{path}: {error.json_path}: {error.message[:200]}")
            wrong = [*with_unknown_keys(document), *without_required_keys(document, validator.schema)]
            accepted = [what for what, changed in wrong if validator.is_valid(changed)]
            for what in accepted:
                print(f"{path}: the schema accepts the document with {what}")
            passed += 1 + len(wrong) - len(accepted) - bool(errors)
            failed += bool(errors) + len(accepted)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
