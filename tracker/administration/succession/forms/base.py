"""Fields that the forms of hand-overs share: the legal basis, a code, a version."""

import re
from datetime import date
from typing import Any

from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields.simple import HiddenField
from wtforms.validators import Length, Optional, ValidationError

from tracker.documents.models import Document
from tracker.documents.operations import Paper
from tracker.text import vn_date
from tracker.web.fields import DayField, VersionField, offered
from tracker.web.forms import BaseForm

_CODE = re.compile(r"[A-Za-z0-9./_-]+")
PAPER = ("paper_kind", "paper_number", "paper_day", "paper_issuer", "paper_subject")
NAME_PAPER = "Chọn một văn bản đã có, hoặc nhập đủ loại, số, ngày, cơ quan ban hành và trích yếu."


class CodeField(StringField):
    """A short code in plain letters."""

    def pre_validate(self, form: BaseForm) -> None:  # noqa: ARG002 - fixed signature
        """Letters without marks, figures, dots and dashes."""
        if self.data and not _CODE.fullmatch(self.data):
            raise ValidationError("Mã chỉ gồm chữ không dấu, số, dấu chấm và dấu gạch.")


class VersionedForm(BaseForm):
    """A form of a row that others may edit as well."""

    version = VersionField()


class BasisForm(VersionedForm):
    """The legal basis: a paper on record, or a new one."""

    basis = SelectField("Căn cứ", choices=[])
    paper_kind = StringField("Loại văn bản", [Length(max=60)])
    paper_number = StringField("Số, ký hiệu văn bản", [Length(max=80)])
    paper_day = DayField("Ngày ban hành", [Optional()])
    paper_issuer = StringField("Cơ quan ban hành văn bản", [Length(max=200)])
    paper_subject = TextAreaField("Trích yếu", [Length(max=2000)])

    def offer_papers(self, papers: list[Document]) -> None:
        """The papers on record, and the choice of another one."""
        self.basis.choices = offered(
            [("", "Văn bản khác, nhập bên dưới"), *((one.code, paper_name(one)) for one in papers)]
        )

    def validate(self, extra_validators: object = None) -> bool:
        """Check the fields, then that a paper is named."""
        valid = super().validate(extra_validators)
        if valid and not self.basis.data and not all(self[name].data for name in PAPER):
            self.show({"basis": NAME_PAPER})
            return False
        return bool(valid)

    @property
    def paper(self) -> Paper | None:
        """The new paper; None where one on record was chosen."""
        return None if self.basis.data else Paper(*(self[name].data for name in PAPER))


def paper_name(paper: Any) -> str:  # noqa: ANN401 - a Document or a Paper
    """A paper as citations begin: kind, number, day, issuer."""
    words = [paper.kind, paper.number]
    words += [f"ngày {vn_date(paper.issued_on)}"] if paper.issued_on else []
    return " ".join(filter(None, [*words, f"của {paper.issuer}" if paper.issuer else ""]))


def cited(paper: Any) -> str:  # noqa: ANN401 - a Document or a Paper
    """A paper as a first citation has it: kind, number, full day, issuer, subject."""
    number = f"số {paper.number}" if paper.number else ""
    subject = paper.subject[:1].lower() + paper.subject[1:] if paper.subject else ""
    issuer = f"của {paper.issuer}" if paper.issuer else ""
    words = (paper.kind, number, _full_day(paper.issued_on), issuer, subject)
    return " ".join(filter(None, words))


def _full_day(day: date | None) -> str:
    """As papers print it: "ngày 05 tháng 6 năm 2025"."""
    if day is None:
        return ""
    number, month, year = vn_date(day).split("/")
    return f"ngày {number} tháng {month} năm {year}"


class PostForm(VersionedForm):
    """One button."""

    confirmed = HiddenField()
