"""The forms of a plan's file on its way in: the file itself, what is answered, the confirmation."""

from flask_wtf.file import FileField
from wtforms import Field
from wtforms.widgets import TextArea

from tracker.web.forms import BaseForm


class PastedField(Field):
    """A pasted table, taken as it is: its tabs part the cells, also at its beginning."""

    widget = TextArea()
    data: str | None

    def _value(self) -> str:
        return self.data or ""


class UploadForm(BaseForm):
    """A plan's file, or a table that is pasted."""

    file = FileField("Tệp kế hoạch")
    pasted = PastedField("Bảng đã chép")
