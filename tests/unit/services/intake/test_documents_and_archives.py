"""Documents, text files and archives as people really have them."""

from __future__ import annotations

import struct
import zipfile

import pytest

from studio.core.errors import LimitExceededError, UnreadableFileError, UnusableTableError
from studio.services.intake import archive as zip_archive
from studio.services.intake import archive_reading, limits
from studio.services.intake.limits import MEGABYTE
from studio.services.intake.reading import read
from tests.unit.services.intake.made_files import archive, content_of, ods, pdf, pdf_of_objects, stream, word, xlsx
from tests.unit.services.intake.read_back import codes, rows

PUMP = "The pump leaked oil again and was stopped by the night shift before noon."
BELT = "The belt came off its rollers; nobody was hurt."


def test_a_word_document_is_a_text_a_paragraph() -> None:
    reading = read("report.docx", word([PUMP, "", BELT], [["north", "closed"]]), None)
    assert reading.table.column_names == ["text", "file name", "paragraph number"]
    assert rows(reading) == [
        (PUMP, "report.docx", "1"),
        (BELT, "report.docx", "2"),
        ("north", "report.docx", "3"),
        ("closed", "report.docx", "4"),
    ]


def test_a_document_may_be_one_text() -> None:
    for name, data in [("a.docx", word([PUMP, BELT])), ("a.pdf", pdf([[PUMP], [BELT]]))]:
        assert rows(read(name, data, None, whole=True)) == [(f"{PUMP}\n{BELT}", name)]
    assert rows(read("a.txt", f"{PUMP}\n{BELT}\n".encode(), None, whole=True)) == [(f"{PUMP}\n{BELT}", "a.txt")]


def test_a_pdf_is_a_text_a_paragraph_with_its_page() -> None:
    worn = ["The compressor was found with a worn bearing and a leak-", "ing seal, which were both changed at once."]
    lines = [*worn, "", "A second paragraph stands here."]
    reading = read("report.pdf", pdf([lines, [BELT]]), None)
    assert reading.table.column_names == ["text", "file name", "page number", "paragraph number"]
    first = "The compressor was found with a worn bearing and a leaking seal, which were both changed at once."
    assert rows(reading)[0] == (first, "report.pdf", "1", "1")
    assert rows(reading)[-1] == (BELT, "report.pdf", "2", "3")


def test_two_lines_far_apart_are_two_paragraphs() -> None:
    assert read("a.pdf", pdf([[PUMP, "", BELT]]), None).table["text"].to_pylist() == [PUMP, BELT]


def test_a_pdf_of_pictures_is_told_as_one() -> None:
    with pytest.raises(UnusableTableError, match="no text") as caught:
        read("a.pdf", pdf([[]]), None)
    assert "OCR" in caught.value.fix


def test_a_word_document_says_nothing_that_was_struck_out_or_hidden_in_fields() -> None:
    xml = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body><w:p>'
        "<w:r><w:t>kept</w:t></w:r><w:del><w:r><w:delText> gone</w:delText></w:r></w:del>"
        "<w:r><w:instrText> PAGE </w:instrText></w:r>"
        "<mc:AlternateContent><mc:Choice><w:r><w:t> once</w:t></w:r></mc:Choice>"
        "<mc:Fallback><w:r><w:t> once</w:t></w:r></mc:Fallback></mc:AlternateContent>"
        "</w:p></w:body></w:document>"
    )
    data = archive({"[Content_Types].xml": "<Types/>", "word/document.xml": xml})
    assert rows(read("a.docx", data, None))[0][0] == "kept once"


def test_an_ods_is_read_though_it_is_padded_to_its_last_cell() -> None:
    data = ods(Cover=[["Export"]], Notes=[["text", "label"], [PUMP, "leak"], [BELT, "belt"]])
    reading = read("a.ods", data, None)
    assert (reading.sheets, reading.sheet) == (("Cover", "Notes"), "Notes")
    assert rows(reading) == [(PUMP, "leak"), (BELT, "belt")]


def test_an_archive_of_one_table_is_that_table() -> None:
    csv = f"text,label\n{PUMP},a\n".encode()
    extra = {"__MACOSX/._a.csv": b"\x00\x05", ".DS_Store": b"\x00", "README.md": b"about", "photo.jpg": b"\xff\xd8"}
    reading = read("a.zip", archive({"data/a.csv": csv, **extra}), None)
    assert rows(reading) == [(PUMP, "a")]
    (told,) = [finding for finding in reading.findings if finding.code == "archive_files_left_out"]
    assert told.count == 2


def test_the_sheets_of_a_workbook_in_an_archive_can_be_chosen() -> None:
    data = archive({"a.xlsx": xlsx(One=[["text"], [PUMP]], Two=[["text"], [BELT]])})
    assert read("a.zip", data, None).sheets == ("One", "Two")
    assert rows(read("a.zip", data, "Two")) == [(BELT,)]


def test_tables_of_the_same_columns_are_put_below_each_other() -> None:
    tables = {"train.csv": f"text,label\n{PUMP},a\n", "test.csv": f"label,text\nb,{BELT}\n"}
    reading = read("a.zip", archive(tables), None)
    assert reading.table.column_names == ["label", "text", "file name", "split"]
    assert rows(reading) == [("b", BELT, "test.csv", "test"), ("a", PUMP, "train.csv", "train")]


def test_tables_of_different_columns_are_refused_with_the_reason() -> None:
    tables = {"a.csv": f"text,label\n{PUMP},a\n", "b.csv": f"text,kind\n{BELT},b\n"}
    with pytest.raises(UnreadableFileError, match=r"different columns: 'b\.csv'"):
        read("a.zip", archive(tables), None)
    with pytest.raises(UnreadableFileError, match="different columns: 'file 2'"):
        read("a.zip", archive(tables), None, private=True)


def test_folders_of_a_corpus_are_a_column_and_its_parts_the_split() -> None:
    files = {f"reviews/{part}/{kind}/{n}.txt": f"{kind} {n}\nsecond line"
             for part in ("train", "test") for kind in ("pos", "neg") for n in range(3)}  # fmt: skip
    reading = read("a.zip", archive(files), None)
    assert reading.table.column_names == ["text", "file name", "folder", "split"]
    assert reading.table.num_rows == 12
    assert ("pos 0\nsecond line", "0.txt", "pos", "train") in rows(reading)
    assert {"text_a_file", "folders"} <= codes(reading)
    by_line = read("a.zip", archive(files), None, whole=False)
    assert by_line.table.num_rows == 24
    assert ("second line", "0.txt", "2", "neg", "test") in rows(by_line)


def test_documents_of_several_kinds_make_one_table() -> None:
    data = archive({"a.docx": word([PUMP]), "b.pdf": pdf([[BELT]]), "c.txt": "größer\n".encode("cp1252")})
    reading = read("a.zip", data, None)
    assert rows(reading) == [(PUMP, "a.docx", "", "1"), (BELT, "b.pdf", "1", "1"), ("größer", "c.txt", "", "1")]
    assert "legacy_encoding" in codes(reading)


def test_names_of_files_do_not_leave_where_they_may_name_a_person() -> None:
    data = archive({"Imelda_Mockford/Mockford_1.txt": PUMP, "Quimby/Quimby_2.txt": BELT})
    reading = read("a.zip", data, None, lambda names: ["column"] * len(names), whole=True, private=True)
    assert reading.table["file name"].to_pylist() == ["file 1", "file 2"]
    assert reading.table["folder"].to_pylist() == ["folder 1", "folder 2"]


@pytest.mark.parametrize(
    ("folders", "shown"),
    [
        (["Przybylski", "Hart"], ["folder 1", "folder 2"]),
        (["przybylski", "cardiology"], ["cardiology", "folder 2"]),
        (["Black", "White"], ["Black", "White"]),
        (["Graves", "Hashimoto"], ["Graves", "Hashimoto"]),
    ],
)
def test_folders_that_are_surnames_are_hidden_and_classes_are_not(folders: list[str], shown: list[str]) -> None:
    data = archive({f"{folder}/{number}.txt": PUMP for number, folder in enumerate(folders)})
    reading = read("a.zip", data, None, list, whole=True, private=True)
    assert sorted(reading.table["folder"].to_pylist()) == sorted(shown)


def test_an_archive_in_an_archive_is_opened_and_one_in_that_is_not() -> None:
    inner = archive({"a.csv": f"text\n{PUMP}\n"})
    assert rows(read("a.zip", archive({"inner.zip": inner}), None)) == [(PUMP,)]
    with pytest.raises(LimitExceededError, match="deep"):
        read("a.zip", archive({"x.zip": archive({"inner.zip": inner})}), None)


@pytest.mark.parametrize("name", ["../a.csv", "x/../../a.csv", "..\\a.csv"])
def test_a_name_that_leads_out_is_refused(name: str) -> None:
    with pytest.raises(UnreadableFileError, match="leads out"):
        read("a.zip", archive({name: "text\na\n"}), None)


@pytest.mark.parametrize("name", ["/etc/a.csv", "C:/data/a.csv", "\\\\server\\a.csv", "data\\a.csv"])
def test_a_rooted_name_is_only_a_name(name: str) -> None:
    assert rows(read("a.zip", archive({name: "text\na\n"}), None)) == [("a",)]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_limits_of_an_archive() -> None:
    with pytest.raises(LimitExceededError, match="times as large"):
        read("a.zip", archive({"a.csv": b"text\n" + b"a" * 5_000_000}), None)
    with pytest.raises(LimitExceededError, match="entries"):
        read("a.zip", archive({f"{n}.txt": "" for n in range(20_001)}, zipfile.ZIP_STORED), None)
    twice = archive({"a.csv": "text\na\n", "b.csv": "text\nb\n"}).replace(b"b.csv", b"a.csv")
    with pytest.raises(UnreadableFileError, match="same name"):
        read("a.zip", twice, None)
    locked = bytearray(archive({"a.csv": "text\na\n"}))
    locked[locked.rindex(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(UnreadableFileError, match="password"):
        read("a.zip", bytes(locked), None)


def test_an_archive_may_not_unpack_to_more_than_its_total(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each file may be there and pass; all of them together may not. An Office document is an archive, too."""
    monkeypatch.setattr(zip_archive, "ARCHIVE_UNPACKED_BYTES", 2 * MEGABYTE)
    text = b"text\n" + f"{PUMP}\n".encode() * (MEGABYTE * 9 // 10 // len(PUMP))
    assert read("a.zip", archive({"a.csv": text}), None).table.num_rows > 1
    with pytest.raises(LimitExceededError, match="unpacks to 3 MB; it may unpack to 2 MB"):
        read("a.zip", archive(dict.fromkeys(("a.csv", "b.csv", "c.csv"), text)), None)
    with pytest.raises(LimitExceededError, match="unpacks to 3 MB; it may unpack to 2 MB"):
        read("a.docx", archive({"word/document.xml": "<x/>", "word/media/a.png": bytes(3 * MEGABYTE)}), None)


def test_archives_in_an_archive_are_limited_by_what_they_hold_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of them is small enough, and packed so are they all: only what lies in all of them is too much."""
    inner = archive({f"{at}.csv": f"text\n{PUMP} {at}\n" for at in range(3)})
    two = archive({"a.zip": inner, "b.zip": inner})
    assert read("a.zip", two, None).table.num_rows == 6
    monkeypatch.setattr(archive_reading, "ARCHIVE_UNPACKED_BYTES", 6 * len(PUMP))
    assert read("a.zip", archive({"a.zip": inner}), None).table.num_rows == 3
    with pytest.raises(LimitExceededError, match="and those in it hold more than"):
        read("a.zip", two, None)
    monkeypatch.undo()
    monkeypatch.setattr(archive_reading, "ARCHIVE_ENTRIES", 5)
    with pytest.raises(LimitExceededError, match="and those in it hold more than 5 files"):
        read("a.zip", two, None)


def test_entries_that_share_their_bytes_are_refused() -> None:
    data = bytearray(archive({"a.csv": "text\na\n", "b.csv": "text\na\n"}))
    second = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, second + 42, 0)  # the second entry's header is the first's
    with pytest.raises(UnreadableFileError, match=r"overlap|damaged"):
        read("a.zip", bytes(data), None)


def test_an_archive_of_nothing_readable() -> None:
    with pytest.raises(UnreadableFileError, match="holds no file"):
        read("a.zip", archive({"a.jpg": "x"}), None)
    with pytest.raises(UnreadableFileError, match="empty"):
        read("a.zip", archive({}), None)


def test_a_pdf_under_a_password_and_one_of_too_many_pages() -> None:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>"
    many = b"[" + b"3 0 R " * 3_001 + b"]"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids %b /Count 3001 >>" % many,
        page,
        stream(content_of(["a"])),
    ]
    with pytest.raises(LimitExceededError, match="3,001 pages"):
        read("a.pdf", pdf_of_objects(objects), None)
    key = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O (%b) /U (%b) >>" % (b"o" * 32, b"u" * 32)
    locked = pdf_of_objects([*objects[:1], b"<< /Type /Pages /Kids [] /Count 0 >>", key], b"/Root 1 0 R /Encrypt 3 0 R "
                            b"/ID [<00><00>]")  # fmt: skip
    with pytest.raises(UnreadableFileError, match="password"):
        read("a.pdf", locked, None)


def test_a_word_document_may_have_so_many_paragraphs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WORD_PARAGRAPHS", 3)
    assert len(rows(read("a.docx", word(["one", "two", "three"]), None))) == 3
    with pytest.raises(LimitExceededError, match="more than 3 paragraphs and cells") as told:
        read("a.docx", word(["one", "two", "three", "four"]), None)
    assert "plain text" in told.value.fix
