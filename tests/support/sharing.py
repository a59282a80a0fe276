"""What the many applications of one test process share, because it is the same for all of them.

The addresses of its rooms, the compiled templates, and one engine per standing address: its
compiled statements stay. Each application gets a view of the engine, so listeners end with it.
"""

from copy import copy

from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy.engine import Engine, make_url
from werkzeug.routing import Map

from tracker.extensions import db

PROGRAM = "tracker"
"""The name of our applications; tests make others too."""


_known = {}
"""What was put together, by the rules that it holds."""


class _Addresses(Map):
    """The addresses of an application, put together when first asked for: once for all alike."""

    def __init__(self, *given, **named):
        self.added = []
        super().__init__(*given, **named)

    def add(self, rule):
        """Take a rule in; what is bound later is a copy, so that many maps may have it."""
        self.added.append(rule)
        self._remap = True

    def update(self):
        """Put the rules together where one came since."""
        if self._remap:
            alike = tuple((one.rule, one.endpoint, frozenset(one.methods)) for one in self.added)
            if alike not in _known:
                _known[alike] = self._put_together()
            self._matcher, self._rules_by_endpoint = _known[alike]
        super().update()

    def _put_together(self):
        self._matcher, self._rules_by_endpoint = type(self._matcher)(self.merge_slashes), {}
        for rule in map(copy, self.added):
            rule.arguments = set(rule.arguments)
            super().add(rule)
        super().update()
        return self._matcher, self._rules_by_endpoint


_register = Flask.register_blueprint
_registered = {}


def _register_kept(app, blueprint, **options):
    """Give an application the routes that the first one got from the same blueprint."""
    if blueprint not in _registered:
        before = len(app.url_map.added)
        _register(app, blueprint, **options)
        rules = app.url_map.added[before:]
        views = {rule.endpoint: app.view_functions[rule.endpoint] for rule in rules}
        _registered[blueprint] = rules, views, app.url_map.converters
        return
    rules, views, converters = _registered[blueprint]
    app.blueprints[blueprint.name] = blueprint
    blueprint._merge_blueprint_funcs(app, blueprint.name)
    app.view_functions.update(views)
    app.url_map.added += rules
    app.url_map.converters.update(converters)


_create_environment = Flask.create_jinja_environment
_environments = []


def _kept_environment(app):
    """The templates as an earlier application compiled them."""
    if app.import_name != PROGRAM:
        return _create_environment(app)
    if not _environments:
        _environments.append(_create_environment(app))
        _environments[0].bytecode_cache = FileSystemBytecodeCache()  # of all test processes
    kept = _environments[0]
    kept.globals.update(url_for=app.url_for, config=app.config)
    return kept


STATEMENTS = 20_000
"""How many compiled statements are kept: all that a run of the tests puts together."""

_standing: dict[str, Engine | None] = {}
_speaking: dict[str, Engine] = {}
_make_engine = db._make_engine


def keep_engine(address: str) -> None:
    """Let every application on this address use one engine."""
    _standing.setdefault(address, None)


def _kept_engine(bind_key, options, app):
    address = make_url(options["url"]).render_as_string(hide_password=False)
    if address not in _standing:
        return _make_engine(bind_key, options, app)
    if _standing[address] is None:
        _standing[address] = _speak_alike(_make_engine(bind_key, options, app))
    return _standing[address].execution_options()


def _speak_alike(engine):
    """Let the engines of one kind of database use one dialect, and its compiled statements."""
    name = engine.dialect.name
    if name not in _speaking:
        engine.connect().close()  # the dialect asks the server for its version once
        engine.dispose()
        engine._compiled_cache.capacity = STATEMENTS
        _speaking[name] = engine
    first = _speaking[name]
    engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache
    return engine


def share() -> None:
    """Begin to share; called once when the tests are collected."""
    Flask.url_map_class = _Addresses
    Flask.register_blueprint = _register_kept
    Flask.create_jinja_environment = _kept_environment
    db._make_engine = _kept_engine
