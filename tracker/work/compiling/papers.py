"""A compilation as a Word document, and the document kept in the data folder."""

import io
from collections.abc import Mapping

from tracker.documents import storage
from tracker.documents.storage import StoredFile
from tracker.reports.docx.writing import write
from tracker.reports.rules.compiled import Compiled
from tracker.reports.rules.papers import PaperFacts, paper_of
from tracker.work.uploads import data_dir


def bytes_of(compiled: Compiled, texts: Mapping[str, str], facts: PaperFacts) -> bytes:
    """The Word document."""
    return write(paper_of(compiled, texts, facts))


def stored_docx(content: bytes, name: str) -> StoredFile:
    """The document, kept in the data folder; outside the write transaction."""
    return storage.receive(data_dir(), io.BytesIO(content), name)
