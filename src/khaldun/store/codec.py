"""Values of the model to JSON and back, derived from the dataclasses' own annotations.

A field that has its default is left out, so that a field added to the model later (with a default) reads old rows. Days are ISO
strings, tuples are lists, whole numbers have at most 64 bits. `load(cls, dump(value)) == value` for every dataclass of the model.
"""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, TypeVar, Union

import orjson

T = TypeVar("T")
Coder = Callable[[Any], Any]


def dump(value: Any) -> str:
    """Compact JSON of a dataclass of the model."""
    return json.dumps(plain(value), ensure_ascii=False, separators=(",", ":"))


def load(cls: type[T], text: str) -> T:
    """The value of type `cls` that `dump` wrote."""
    return read(cls, orjson.loads(text))


def plain(value: Any) -> dict[str, Any]:
    """A dataclass as the dict that becomes JSON, fields at their defaults left out."""
    kind: Any = type(value)
    out: dict[str, Any] = _encoder(kind)(value)
    return out


def read(cls: type[T], data: Any) -> T:
    """A dataclass from such a dict; names it does not know are passed over."""
    kind: Any = cls
    out: T = _decoder(kind)(data)
    return out


@cache
def _encoder(cls: Any) -> Coder:
    """The function that turns a value of a dataclass into a dict."""
    hints = typing.get_type_hints(cls)
    parts = [(f.name, _default(f), _coder(hints[f.name], encode=True)) for f in fields(cls)]

    def encode(value: Any) -> dict[str, Any]:
        out = {}
        for name, default, code in parts:
            got = getattr(value, name)
            if got is default or got == default:
                continue
            out[name] = got if code is None or got is None else code(got)
        return out

    return encode


@cache
def _decoder(cls: Any) -> Coder:
    """The function that turns such a dict into a value of the dataclass."""
    hints = typing.get_type_hints(cls)
    parts = [(f.name, f.default, _coder(hints[f.name], encode=False)) for f in fields(cls)]
    needed = [(name, code) for name, default, code in parts if default is MISSING]
    others = [part for part in parts if part[1] is not MISSING]

    def decode(data: Any) -> Any:
        get = data.get
        return cls(
            *[got if code is None or got is None else code(got) for name, code in needed for got in (data[name],)],
            *[
                got if got is default or code is None or got is None else code(got)
                for name, default, code in others
                for got in (get(name, default),)
            ],
        )

    return decode


def _default(field: Any) -> object:
    return field.default if field.default is not MISSING else MISSING


def _coder(hint: Any, *, encode: bool) -> Coder | None:
    """What turns a value of an annotation into JSON (`encode`) or back; None where JSON holds it as it is."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is types.UnionType or origin is Union:
        kinds = [a for a in arguments if a is not type(None)]
        coders = [_coder(a, encode=encode) for a in kinds]
        if len(kinds) > 1 and any(coders):
            raise TypeError(f"{hint}: a union of several types cannot be told apart in JSON")
        return coders[0]
    if origin is tuple:
        return _tuple(arguments, encode=encode)
    if hint is date:
        return date.isoformat if encode else date.fromisoformat
    if isinstance(hint, type) and is_dataclass(hint):
        return _encoder(hint) if encode else _decoder(hint)  # no dataclass of the model holds itself
    return None


def _tuple(arguments: tuple[Any, ...], *, encode: bool) -> Coder:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        each = _coder(arguments[0], encode=encode)
        if each is None:
            return list if encode else tuple
        if encode:
            return lambda value: [each(v) for v in value]
        return lambda data: tuple([each(v) for v in data])
    coders = [_coder(a, encode=encode) for a in arguments]

    def fixed(value: Any) -> Any:
        out = [v if c is None or v is None else c(v) for c, v in zip(coders, value, strict=True)]
        return out if encode else tuple(out)

    return fixed
