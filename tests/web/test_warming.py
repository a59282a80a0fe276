from tracker.web.warming import PAGES, make_ready


def test_pages_are_compiled_with_all_their_parts_before_anybody_asks(app):
    make_ready(app)
    compiled = {name for _, name in app.jinja_env.cache}
    assert {*PAGES, "base.html", "components/topbar.html", "work/_line.html"} <= compiled
