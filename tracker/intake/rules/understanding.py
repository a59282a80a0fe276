"""From raw values to what a plan says: the one entry of the room's understanding.

Pure: whoever calls hands in the bodies that may be named and the plan's period.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from tracker.calendar.schedule import UNSURE, PlanContext
from tracker.documents.rules import FileRefused
from tracker.intake.rules.assembling import LONGEST_PHRASE, Assembling
from tracker.intake.rules.directory import Directory, key_of
from tracker.intake.rules.drafts import Draft, drafts_of, make_heading
from tracker.intake.rules.fields import fields_of
from tracker.intake.rules.heads import Column, Meaning
from tracker.intake.rules.lines import Lines, lines_of
from tracker.intake.rules.numbers import Rank
from tracker.intake.rules.owners import OwnersReader
from tracker.intake.rules.passages import candidates_of
from tracker.intake.rules.proposal import ReadCell, ReadPlan, ReadTable
from tracker.intake.rules.raw import RawFile, too_large
from tracker.intake.rules.settled import settling_of
from tracker.intake.rules.tree import tree_of
from tracker.text import has_lost_marks, word_key

_NO_MARKS = (
    "Tệp “{}” mất dấu tiếng Việt (thường do quét ảnh rồi nhận dạng chữ), nên đọc sẽ sai tên "
    "cơ quan và thời hạn: hãy lấy bản Word hoặc Excel gốc, hoặc nhập lại cho đủ dấu."
)
_ENOUGH = 20_000
"""Characters that tell whether a file has its marks; single cells are looked at one by one."""
MOST_TEXT, MOST_TASKS, MOST_PHRASES = 1_500_000, 5_000, 100_000
"""Characters of a file, rows of its plan, characters of its different deadlines: of a plan of 1,000
rows it is a third of a million, 1,000, a few thousand. More takes the program too long."""
_NO_TABLE = (
    "Không thấy bảng nhiệm vụ trong “{}”: cần một bảng có dòng đầu ghi các cột như “Nhiệm vụ”, "
    "“Cơ quan chủ trì”, “Thời gian thực hiện”."
)
_LEAD_ABOVE = "Cơ quan chủ trì lấy theo đề mục “{}”: có đúng không?"

Given = Mapping[tuple[int, int], Meaning]
"""What a person says that columns mean, by the numbers of table and column."""
_NOTHING_GIVEN: Given = MappingProxyType({})


def understand(
    raw: RawFile, directory: Directory, context: PlanContext, given: Given = _NOTHING_GIVEN
) -> ReadPlan:
    """What the file says. Raises FileRefused (Vietnamese) for one without marks or without a plan.

    `context` is the plan's period and year; the number of products is found row by row.
    """
    texts = _texts(raw)
    if sum(map(len, texts)) > MOST_TEXT:
        raise FileRefused(too_large(raw.name))
    if has_lost_marks(" ".join(texts)[:_ENOUGH]):
        raise FileRefused(_NO_MARKS.format(raw.name))
    tables = tables_of(raw, given)
    drafts = [draft for table in tables for draft in drafts_of(table)]
    if not drafts:
        raise FileRefused(_NO_TABLE.format(raw.name))
    if _are_too_many(drafts):
        raise FileRefused(too_large(raw.name))
    owners = OwnersReader(directory)
    _unnumbered_headings(drafts, owners)
    _leads_by_heading(drafts, tables, owners)
    settling = settling_of(raw.carried, drafts)
    nodes = settling.nodes(tree_of(drafts), drafts)
    fields = fields_of(drafts, nodes, directory)
    rows = Assembling(drafts, nodes, fields, owners, context, settling).rows()
    return ReadPlan(
        raw,
        heads_of(tables),
        rows,
        tuple(aside for table in tables for aside in table.aside),
        candidates_of(raw.paragraphs, owners, context),
        (*raw.told, *settling.told),
    )


def _are_too_many(drafts: Sequence[Draft]) -> bool:
    phrases = {draft.text(Meaning.DEADLINE)[:LONGEST_PHRASE] for draft in drafts}
    return len(drafts) > MOST_TASKS or sum(map(len, phrases)) > MOST_PHRASES


def heads_of(tables: Sequence[Lines]) -> tuple[ReadTable, ...]:
    """The tables of a plan with their columns."""
    return tuple(
        ReadTable(one.table.number, one.table.name, one.columns, one.head)
        for one in tables
        if one.columns
    )


def _texts(raw: RawFile) -> list[str]:
    cells = [cell.text for table in raw.tables for row in table.rows for cell in row.cells]
    return [*cells, *(paragraph.text for paragraph in raw.paragraphs)]


def tables_of(raw: RawFile, given: Given = _NOTHING_GIVEN) -> list[Lines]:
    """Every table's lines; one without a head may go on with the columns of the one above."""
    made: list[Lines] = []
    before: Sequence[Column] = ()
    for table in raw.tables:
        mine = {column: meaning for (number, column), meaning in given.items()
                if number == table.number}  # fmt: skip
        lines = lines_of(table, before, mine)
        before = lines.columns or before
        made.append(lines)
    return made


def _unnumbered_headings(drafts: Sequence[Draft], owners: OwnersReader) -> None:
    """A row of nothing but a field's name, a body's name or capitals is the heading of a part."""
    fields = {key_of(name) for one in owners.directory.fields for name in (one.name, *one.aliases)}
    for draft in drafts:
        bare = draft.label is None and not draft.number and draft.cells.keys() == {Meaning.TITLE}
        if bare and not draft.shares and not draft.others:
            title = draft.title
            if title.isupper() or key_of(title) in fields or owners.names_bodies(title):
                make_heading(draft)


def _leads_by_heading(
    drafts: Sequence[Draft], tables: Sequence[Lines], owners: OwnersReader
) -> None:
    """In a table without a column of leads, a heading that names bodies is the lead below it."""
    without = {one.table.number for one in tables if one.column(Meaning.LEAD) is None}
    sure = {
        one.table.number
        for one in tables
        for column in one.columns
        if column.meaning is Meaning.TITLE and "chu tri" in word_key(column.head)
    }
    for draft in drafts:
        is_part = draft.is_section or (draft.label and draft.label.rank < Rank.ARABIC)
        if draft.table in without and is_part and owners.names_bodies(draft.title):
            title = draft.cells[Meaning.TITLE]
            asked = "" if draft.table in sure else _LEAD_ABOVE.format(draft.title)
            confidence = UNSURE if asked else title.confidence
            draft.cells[Meaning.LEAD] = ReadCell(draft.title, title.places, confidence, asked)
