#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Trims Google's discovery documents to what tst_contract needs: the methods that Chatferry calls, the names, types and
enums of the messages they take and give, no descriptions. Usage: trim.py FOLDER_WITH_FULL_DOCUMENTS"""
import json
import pathlib
import sys

METHODS = {
    "chat-v1": ["chat.spaces.create", "chat.spaces.get", "chat.spaces.patch", "chat.spaces.delete", "chat.spaces.completeImport",
                "chat.spaces.messages.create", "chat.spaces.messages.get", "chat.spaces.messages.patch",
                "chat.spaces.messages.delete", "chat.spaces.messages.list", "chat.spaces.messages.reactions.create",
                "chat.spaces.messages.reactions.delete", "chat.spaces.members.create", "chat.spaces.members.delete",
                "chat.spaces.members.list", "chat.spaces.members.patch", "chat.media.upload"],
    "drive-v3": ["drive.about.get", "drive.drives.create", "drive.drives.list", "drive.files.create", "drive.files.generateIds",
                 "drive.files.get", "drive.permissions.create", "drive.permissions.list"],
    "directory-v1": ["directory.users.list", "directory.users.get"],
}


def all_methods(resource):
    yield from resource.get("methods", {}).values()
    for child in resource.get("resources", {}).values():
        yield from all_methods(child)


def slim(schema):
    out = {}
    for key in ("$ref", "type", "enum", "format"):
        if key in schema:
            out[key] = schema[key]
    if "properties" in schema:
        out["properties"] = {name: slim(value) for name, value in schema["properties"].items()}
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            out[key] = slim(schema[key])
    return out


def refs(schema):
    if isinstance(schema, dict):
        for key, value in schema.items():
            if key == "$ref":
                yield value
            else:
                yield from refs(value)


def trim(name, document):
    methods = {}
    for method in all_methods(document):
        if method["id"] not in METHODS[name]:
            continue
        methods[method["id"]] = {
            "httpMethod": method["httpMethod"], "path": method.get("flatPath", method["path"]), "scopes": method["scopes"],
            "parameters": {key: {k: value[k] for k in ("location", "enum") if k in value}
                           for key, value in method.get("parameters", {}).items()},
            "request": method.get("request", {}).get("$ref"), "response": method.get("response", {}).get("$ref"),
            "upload": method.get("mediaUpload", {}).get("protocols", {}).get("simple", {}).get("path")}
    todo = [ref for method in methods.values() for ref in (method["request"], method["response"]) if ref]
    schemas = {}
    while todo:
        ref = todo.pop()
        if ref not in schemas:
            schemas[ref] = slim(document["schemas"][ref])
            todo += refs(schemas[ref])
    return {"revision": document["revision"], "rootUrl": document["rootUrl"], "servicePath": document["servicePath"],
            "parameters": sorted(document["parameters"]), "methods": methods, "schemas": schemas}


def main():
    here = pathlib.Path(__file__).parent
    for name in METHODS:
        document = json.loads((pathlib.Path(sys.argv[1]) / f"{name}.discovery.json").read_text())
        trimmed = trim(name, document)
        missing = set(METHODS[name]) - set(trimmed["methods"])
        assert not missing, missing
        (here / f"{name}.json").write_text(json.dumps(trimmed, sort_keys=True, separators=(",", ":")) + "\n")


main()
