"""JSON read as dataclasses, with an error that says where in it something is not as it should be."""

from __future__ import annotations

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

    A dataclass that has a field `text` may stand as that text alone, and one with `start` and `end` as these two numbers. Keys
    that no field takes are put into `unread`. Raises GoldError, which names the place (`docs › a1 › places › 0`).
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
    if "text" in hints and isinstance(data, str):
        data = {"text": data}
    elif {"start", "end"} <= set(hints) and isinstance(data, list) and len(data) == 2:
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
        raise GoldError(f"{where}: {error}") from None


def _scalar(kind: Any, data: Any, where: str) -> Any:
    if kind is date and isinstance(data, str):
        try:
            return date.fromisoformat(data[:10])
        except ValueError:
            pass
    elif kind is float:
        if isinstance(data, int | float) and not isinstance(data, bool):
            return float(data)
    elif isinstance(data, kind) and (kind is bool or not isinstance(data, bool)):
        return data
    raise _wrong(data, _NAMES[kind], where)


def _below(where: str, key: object) -> str:
    return f"{where} › {key}" if where else str(key)


def _hold(holds: bool, data: Any, wanted: str, where: str) -> None:
    if not holds:
        raise _wrong(data, wanted, where)


def _wrong(data: Any, wanted: str, where: str) -> GoldError:
    said = str(data)
    return GoldError(f"{where or 'it'} is {said[:40] + '…' if len(said) > 40 else said!r}: {wanted} is wanted")
