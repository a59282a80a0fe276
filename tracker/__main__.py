"""The `tracker` command: Flask's command line over `create_app`."""

from flask.cli import FlaskGroup

from tracker.app import create_app

main = FlaskGroup(
    name="tracker",
    create_app=create_app,
    add_default_commands=False,
    help="Theo dõi nhiệm vụ cải cách hành chính.",
)

if __name__ == "__main__":
    main()
