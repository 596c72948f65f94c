"""What a file may be, and what bad input gets."""

from __future__ import annotations

import gzip
import hashlib
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from khaldun.read import read_file
from tests.read.make import SIEGE, articles, page, read_bytes, reason

PLAIN = page("Army enters Tell Marda after forty days", *SIEGE).encode()


def test_the_source_is_the_bytes_handed_over(tmp_path: Path) -> None:
    packed = gzip.compress(PLAIN, mtime=0)
    (article,) = read_bytes(tmp_path, "marda.txt.gz", packed)
    assert article.source.sha256 == hashlib.sha256(packed).hexdigest()
    assert article.source.file.endswith("marda.txt.gz")


@pytest.mark.parametrize("packed", [gzip.compress, zstandard.compress])
def test_a_compressed_file_that_is_cut_off_is_not_read_in_part(packed: Callable[[bytes], bytes], tmp_path: Path) -> None:
    (tmp_path / "a.txt.z").write_bytes(packed(PLAIN)[:-7])
    assert "cannot be decompressed" in reason(tmp_path / "a.txt.z")


def test_zstandard_frames_are_read_one_after_the_other(tmp_path: Path) -> None:
    half = len(PLAIN) // 2
    frames = zstandard.compress(PLAIN[:half]) + zstandard.compress(PLAIN[half:])
    assert read_bytes(tmp_path, "a.txt.zst", frames)[0].text == read_bytes(tmp_path, "a.txt", PLAIN)[0].text


def test_gzip_and_zstandard_give_the_same_text(tmp_path: Path) -> None:
    a = read_bytes(tmp_path, "a.txt.gz", gzip.compress(PLAIN))
    b = read_bytes(tmp_path, "b.txt.zst", zstandard.compress(PLAIN))
    assert a[0].text == b[0].text == "\n\n".join(SIEGE)


def test_ids_are_stable_and_differ_by_file(tmp_path: Path) -> None:
    first = read_bytes(tmp_path, "a.txt", PLAIN)
    again = list(read_file(tmp_path / "a.txt"))
    other = read_bytes(tmp_path, "b.txt", PLAIN + b"\n")
    assert first == again
    assert first[0].id != other[0].id


def test_empty(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    assert reason(tmp_path / "empty.txt") == "the file is empty"


def test_empty_once_decompressed(tmp_path: Path) -> None:
    (tmp_path / "empty.txt.gz").write_bytes(gzip.compress(b""))
    assert "empty" in reason(tmp_path / "empty.txt.gz")


def test_a_file_that_vanished(tmp_path: Path) -> None:
    assert "cannot be read" in reason(tmp_path / "gone.txt")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert "not a regular file" in reason(tmp_path)


def test_binary(tmp_path: Path) -> None:
    (tmp_path / "noise.txt").write_bytes(bytes(hashlib.sha256(str(i).encode()).digest()[0] for i in range(5000)))
    assert "binary" in reason(tmp_path / "noise.txt")


def test_a_picture_named_as_text(tmp_path: Path) -> None:
    (tmp_path / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 100)
    assert "picture" in reason(tmp_path / "photo.txt")


def test_two_hundred_megabytes_are_refused_quickly(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.write(b"Soldiers stand at the gate of the town. ")
        file.truncate(200 << 20)
    began = time.process_time()
    assert "too large" in reason(path)
    assert time.process_time() - began < 5


def test_a_compression_bomb(tmp_path: Path) -> None:
    (tmp_path / "bomb.txt.zst").write_bytes(zstandard.compress(b"a" * (96 << 20)))
    began = time.process_time()
    assert "bomb" in reason(tmp_path / "bomb.txt.zst") or "too large" in reason(tmp_path / "bomb.txt.zst")
    assert time.process_time() - began < 5


def test_cut_off_gzip(tmp_path: Path) -> None:
    (tmp_path / "cut.txt.gz").write_bytes(gzip.compress(PLAIN * 50, mtime=0)[:300])
    assert "cannot be decompressed" in reason(tmp_path / "cut.txt.gz")


def test_figures_without_words(tmp_path: Path) -> None:
    (tmp_path / "figures.txt").write_text("\n".join(f"{i}; {i * 7}; {i * 13}" for i in range(300)))
    assert "no running text" in reason(tmp_path / "figures.txt")


def test_a_text_in_another_language_is_kept(tmp_path: Path) -> None:
    data = (
        b"Die Armee hat nach vierzig Tagen den Ort Tell Marda eingenommen, wie ein Sprecher am Montag sagte. Die Bewohner berichten von Panzern am Silo. "
        b"Ein Kommandeur der Verteidiger widersprach und sagte, seine Leute hielten noch das Krankenhaus."
    )
    (article,) = read_bytes(tmp_path, "marda.txt", data)
    assert article.language == "de"
    assert article.set_aside is None


def test_encodings_give_one_text(tmp_path: Path) -> None:
    words = (
        "The mayor said “we are still here”. "
        + " ".join(SIEGE)
        + " A café reopened beside the bridge – the first since spring."
    )
    texts = {
        articles(read_bytes(tmp_path, f"{name}.txt", words.encode(name)))[0].text
        for name in ("utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le")
    }
    assert texts == {words}
