"""Bytes to articles: any format a newsroom, an archive or a crawler hands over."""

from khaldun.read.files import read_file

__all__ = ["read_file"]
