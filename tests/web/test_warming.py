from tracker.web.warming import PAGES, make_ready


def test_pages_are_compiled_with_all_their_parts_before_anybody_asks(app):
    app.jinja_env.cache.clear()  # the applications of a test process share it
    make_ready(app)
    compiled = {name for _, name in app.jinja_env.cache}
    assert {*PAGES, "base.html", "components/topbar.html", "work/_line.html"} <= compiled
