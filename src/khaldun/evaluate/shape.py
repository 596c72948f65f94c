"""JSON read as dataclasses, with an error that says where in it something is not as it should be."""

from __future__ import annotations

import math
import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from typing import Any, Union

from khaldun.errors import GoldError

_NAMES = {str: "text", int: "a whole number", float: "a number", bool: "true or false", date: "a day such as 2016-04-08"}


def read(kind: Any, data: Any, where: str = "", unread: set[str] | None = None) -> Any:
    """A value of an annotation (a dataclass, tuple, dict with text as its keys, date, scalar, or one of these or None) from JSON.

    A dataclass with `text`, `start` and `end` (a mark) may stand as the text alone, or as the two numbers. Keys that no field takes are
    put into `unread`. Raises GoldError, which names the place (`docs › a1 › places › 0`).
    """
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is types.UnionType or origin is Union:
        if data is None and type(None) in arguments:
            return None
        kinds = [a for a in arguments if a is not type(None)]
        return read(next((k for k in kinds if k in _NAMES and isinstance(data, k)), kinds[0]), data, where, unread)
    if origin is tuple:
        _hold(isinstance(data, list), data, "a list", where)
        return tuple(read(arguments[0], each, _below(where, i), unread) for i, each in enumerate(data))
    if origin is dict:
        _hold(isinstance(data, Mapping), data, "an object", where)
        return {key: read(arguments[1], each, _below(where, key), unread) for key, each in data.items()}
    return _object(kind, data, where, unread) if is_dataclass(kind) else _scalar(kind, data, where)


def _object(kind: Any, data: Any, where: str, unread: set[str] | None) -> Any:
    hints = typing.get_type_hints(kind)
    if {"text", "start", "end"} <= set(hints):
        if isinstance(data, str):
            data = {"text": data}
        elif isinstance(data, list) and len(data) == 2:
            data = {"start": data[0], "end": data[1]}
    _hold(isinstance(data, Mapping), data, "an object", where)
    given, keys = {}, set()
    for field in fields(kind):
        key = field.name.rstrip("_")  # `with` is no name in Python
        keys.add(key)
        if key in data:
            given[field.name] = read(hints[field.name], data[key], _below(where, key), unread)
        elif field.default is MISSING and field.default_factory is MISSING:
            raise GoldError(f"{where or 'it'} has no `{key}`")
    if unread is not None:
        unread |= set(data) - keys
    try:
        return kind(**given)
    except ValueError as error:
        raise GoldError(f"{where}: {error}" if where else str(error)) from None


def _scalar(kind: Any, data: Any, where: str) -> Any:
    if kind is date and isinstance(data, str):
        try:
            return date.fromisoformat(data[:10])
        except ValueError:
            pass
    elif kind is float:
        if isinstance(data, int | float) and not isinstance(data, bool):
            return _finite(data, where)
    elif isinstance(data, kind) and (kind is bool or not isinstance(data, bool)):
        return data
    raise _wrong(data, _NAMES[kind], where)


def writable(data: Any) -> None:
    """Raises GoldError where a text in JSON, or a key, has half of a surrogate pair: JSON can escape one, and nothing can print it."""
    left: list[tuple[str, Any]] = [("", data)]
    while left:
        where, each = left.pop()
        if isinstance(each, str) and (said := _escaped(each)) != each:
            said = said[:40] + "…" if len(said) > 40 else said
            raise GoldError(f"{where or 'it'} is '{said}': text that can be written is wanted")
        if isinstance(each, dict):
            left += [(_below(where, _escaped(key)), part) for key, value in each.items() for part in (value, key)]
        elif isinstance(each, list):
            left += [(_below(where, i), value) for i, value in enumerate(each)]


def _escaped(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()


def _finite(data: int | float, where: str) -> float:
    """A number that can be reckoned with."""
    try:
        number = float(data)
    except OverflowError:
        raise _wrong(data, "a smaller number", where) from None
    if not math.isfinite(number):
        raise _wrong(data, "a finite number", where)
    return number


def _below(where: str, key: object) -> str:
    return f"{where} › {key}" if where else str(key)


def _hold(holds: bool, data: Any, wanted: str, where: str) -> None:
    if not holds:
        raise _wrong(data, wanted, where)


def _wrong(data: Any, wanted: str, where: str) -> GoldError:
    said = str(data)
    return GoldError(f"{where or 'it'} is {said[:40] + '…' if len(said) > 40 else said!r}: {wanted} is wanted")
