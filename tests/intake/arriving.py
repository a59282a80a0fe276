"""Files of plans as they arrive, without the process that reads foreign ones."""

from tests.intake.appendices import KH196, grid
from tests.intake.building import raw_of
from tracker.documents.storage import StoredFile
from tracker.intake.arriving import Arrived


def arrived(*grids, name="phu-luc.docx", digest="a"):
    """What a Word file of these tables reads to; `digest` tells files apart."""
    return Arrived("docx", StoredFile(digest * 64, 1000, "application/zip", name), raw_of(*grids))


def appendix(plan=KH196):
    """The appendix of a plan as its file."""
    return arrived(grid(plan))
