"""The form of the rows of a plan that an amended file leaves out."""

from wtforms import RadioField

from tracker.administration.planning.forms.base import DraftForm
from tracker.web.fields import TickField, offered

WHOLE, PART = "whole", "part"


class MissingForm(DraftForm):
    """Whether the file prints the whole plan, and which rows stay though it leaves them out."""

    reach = RadioField(
        "Tệp này in",
        choices=offered(
            [
                (WHOLE, "Toàn bộ kế hoạch: dòng không còn trong tệp thì kết thúc"),
                (PART, "Chỉ các dòng sửa đổi, bổ sung: các dòng khác giữ nguyên"),
            ]
        ),
    )
    staying = TickField("Giữ lại", coerce=int)
