"""ZIPs of a language model's folder as somebody might bring it: whole, or such that it cannot be unpacked or read."""

from __future__ import annotations

import io
import json
import zipfile

CONFIG = json.dumps({"model_type": "bert", "hidden_size": 32})


def whole(**more: str | bytes) -> dict[str, str | bytes]:
    """The files that a model must have, with weights of no length, and `more` or others in their place."""
    return {"config.json": CONFIG, "tokenizer.json": "{}", "model.safetensors": b"", **more}


def packed(files: dict[str, str | bytes], inside: str = "model/", compression: int = zipfile.ZIP_STORED) -> bytes:
    """A ZIP of the files, in a folder."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(f"{inside}{name}", content)
    return buffer.getvalue()


def nested(levels: int) -> bytes:
    """A model whose configuration is an object with so many lists within each other."""
    return packed(whole(**{"config.json": f'{{"model_type": "bert", "of": {"[" * levels}{"]" * levels}}}'}))


def encrypted() -> bytes:
    """A model whose files are said to need a password: bit 0 of the flags (APPNOTE 4.4.4), at both places."""
    content = bytearray(packed(whole()))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.find(signature)
        while start >= 0:
            content[start + flags] |= 1
            start = content.find(signature, start + 4)
    return bytes(content)


def damaged(compression: int) -> bytes:
    """A model whose weights are packed into bytes that unpack to nothing."""
    content = bytearray(packed(whole(**{"model.safetensors": b"weights" * 500}), compression=compression))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        weights = archive.getinfo("model/model.safetensors")
    begin = weights.header_offset + 30 + len(weights.filename)
    content[begin : begin + weights.compress_size] = b"\xff" * weights.compress_size
    return bytes(content)


UNUSABLE = {
    "encrypted": (encrypted(), "damaged or encrypted"),
    "a broken deflate stream": (damaged(zipfile.ZIP_DEFLATED), "damaged or encrypted"),
    "a broken bzip2 stream": (damaged(zipfile.ZIP_BZIP2), "damaged or encrypted"),
    "a broken LZMA stream": (damaged(zipfile.ZIP_LZMA), "damaged or encrypted"),
    "a configuration too deep to parse": (nested(100_000), "config.json cannot be read"),
    "a configuration too deep elsewhere": (nested(200), "nested too deeply"),
}
"""By what is wrong with it: a ZIP, and the words it is refused with."""
