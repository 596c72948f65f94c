"""Bytes to articles: any format a newsroom, an archive or a crawler hands over."""

from khaldun.read.files import read_file, read_with_raws

__all__ = ["read_file", "read_with_raws"]
