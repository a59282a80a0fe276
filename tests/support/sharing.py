"""What the many applications of one test process share, because it is the same for all of them.

Compiled templates, the builders of the routes' addresses, and one engine per standing address:
its compiled statements stay. Each application gets a view of the engine, so listeners end with it.
"""

from flask import Flask
from jinja2 import BytecodeCache
from sqlalchemy.engine import Engine, make_url
from werkzeug.routing import Rule

from tracker.extensions import db


class _Compiled(BytecodeCache):
    """Compiled templates in memory; Jinja compares the digest of the source by itself."""

    def __init__(self):
        self.codes = {}

    def load_bytecode(self, bucket):
        kept = self.codes.get((bucket.key, bucket.checksum))
        if kept is not None:
            bucket.code = kept

    def dump_bytecode(self, bucket):
        self.codes[bucket.key, bucket.checksum] = bucket.code


_standing: dict[str, Engine | None] = {}
_make_engine = db._make_engine
_compile_builder = Rule._compile_builder
_compile = Rule.compile
_builders = {}
_parsed = {}


def keep_engine(address: str) -> None:
    """Let every application on this address use one engine."""
    _standing.setdefault(address, None)


def _kept_engine(bind_key, options, app):
    address = make_url(options["url"]).render_as_string(hide_password=False)
    if address not in _standing:
        return _make_engine(bind_key, options, app)
    if _standing[address] is None:
        _standing[address] = _make_engine(bind_key, options, app)
    return _standing[address].execution_options()


def _kept_builder(rule, append_unknown=True):
    """The function depends on the rule's parts alone; its converters are read when it is called."""
    if rule.defaults:
        return _compile_builder(rule, append_unknown)
    key = (tuple(rule._trace), append_unknown)
    if key not in _builders:
        _builders[key] = _compile_builder(rule, append_unknown)
    return _builders[key]


def _kept_parts(rule):
    """Parse an address once; what is told apart by the map of one application is not kept."""
    key = (rule.rule, rule.subdomain, rule.host, rule.merge_slashes)
    if key not in _parsed:
        _compile(rule)
        _parsed[key] = rule._parts, rule._trace, rule._converters
        return
    rule._parts, rule._trace, rule._converters = _parsed[key]
    rule.arguments.update(rule._converters)
    rule._build = rule._compile_builder(False).__get__(rule, None)
    rule._build_unknown = rule._compile_builder(True).__get__(rule, None)


def share() -> None:
    """Begin to share; called once when the tests are collected."""
    Flask.jinja_options = {"bytecode_cache": _Compiled()}
    Rule._compile_builder = _kept_builder
    Rule.compile = _kept_parts
    db._make_engine = _kept_engine
