import hashlib
import io

import pytest

from tests.documents import builders
from tracker.documents import storage
from tracker.documents.rules import FILE_LIMIT, FileRefused


def receive(folder, content=builders.PDF, name="Kế hoạch.pdf"):
    return storage.receive(folder, io.BytesIO(content), name)


def files_in(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_file_lies_under_its_digest(tmp_path):
    stored = receive(tmp_path)
    digest = hashlib.sha256(builders.PDF).hexdigest()
    assert (stored.sha256, stored.size, stored.name) == (digest, len(builders.PDF), "Kế hoạch.pdf")
    assert files_in(tmp_path) == [tmp_path / "blobs" / digest[:2] / digest]
    assert storage.path_of(tmp_path, digest).read_bytes() == builders.PDF
    assert storage.is_stored(tmp_path, digest)


def test_file_is_private_to_the_service(tmp_path):
    stored = receive(tmp_path)
    assert storage.path_of(tmp_path, stored.sha256).stat().st_mode & 0o077 == 0


def test_same_bytes_are_never_written_again(tmp_path):
    first = storage.path_of(tmp_path, receive(tmp_path).sha256)
    before = first.stat()
    receive(tmp_path, name="tên khác.pdf")
    assert first.stat().st_ino == before.st_ino
    assert files_in(tmp_path) == [first]


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"MZ", "a.pdf"), (b"", "a.pdf"), (builders.PDF, "a.exe"), (b"%PDF-" * 5_000_000, "a.pdf")],
)
def test_refused_file_leaves_nothing_behind(tmp_path, content, name):
    with pytest.raises(FileRefused):
        receive(tmp_path, content, name)
    assert files_in(tmp_path) == []


def test_endless_stream_stops_at_the_limit(tmp_path):
    class Endless:
        given = 0

        def read(self, size):
            self.given += size
            return b"0" * size

    stream = Endless()
    with pytest.raises(FileRefused, match="lớn hơn"):
        storage.receive(tmp_path, stream, "a.pdf")
    assert stream.given <= FILE_LIMIT + 128 * 1024


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "AB" * 32, "a" * 63])
def test_what_is_no_digest_has_no_path(tmp_path, digest):
    assert not storage.is_stored(tmp_path, digest)
    with pytest.raises(ValueError, match="SHA-256"):
        storage.path_of(tmp_path, digest)
