"""A form field of the pages of work: files that are held."""

from collections.abc import Sequence

from flask_login import current_user
from wtforms import Field

from tracker.work.uploads import HeldFile, read_notes


class HeldFilesField(Field):
    """Files of this form that are kept already; posted as signed notes."""

    data: list[HeldFile]

    def process_data(self, value: Sequence[HeldFile] | None) -> None:
        """Files given by the view."""
        self.data = list(value or ())

    def process_formdata(self, valuelist: list[str]) -> None:
        """Files named by the notes of the person who posts."""
        self.data = read_notes(valuelist, current_user.viewer.user_id)
