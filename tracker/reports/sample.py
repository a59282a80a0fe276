"""A paper without content, to see what a unit's head and signature look like on it (pure)."""

from datetime import date

from tracker.reports.docx.values import Paper, Paragraph
from tracker.reports.rules.letterheads import Form, Particulars, head_of, signature_of

_SUBJECT = "Trích yếu nội dung văn bản"
_ADDRESSEE = "Tên cơ quan nhận văn bản"
_WORDS = "Nội dung văn bản. Bản mẫu này chỉ để xem phần đầu, phần ký và nơi nhận."


def sample(given: Particulars, form: Form, day: date) -> Paper:
    """The paper of this form; `day` gives its month and year."""
    letter = form is Form.LETTER
    return Paper(
        head_of(given, form, day, _SUBJECT.lower()),
        "" if letter else form.label, "" if letter else _SUBJECT, (_ADDRESSEE,), (),
        (Paragraph(_WORDS),), signature_of(given, addressed=True),
    )  # fmt: skip
