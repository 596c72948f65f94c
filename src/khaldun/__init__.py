"""Khaldun turns conflict reports into a sourced record: who did what to whom, where and when, and who held which place on which
day, by whose word.

    import khaldun

    record = khaldun.build("reports/", record="r.sqlite")
    record.holds("Palmyra", on="2016-04-08")

What is named in `__all__` is public; nothing else is.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from khaldun.version import __version__

if TYPE_CHECKING:
    from khaldun.api import Record, Values, build, open_record
    from khaldun.errors import (
        KhaldunError,
        KnowledgeError,
        NewerRecord,
        NotARecord,
        NotFound,
        RecordError,
        SetAside,
        UsageError,
    )
    from khaldun.model import (
        Actor,
        Article,
        Claim,
        ControlSpell,
        Figure,
        Incident,
        Judgement,
        Link,
        Mention,
        Period,
        Place,
        Publication,
        Quantity,
        Shared,
        Source,
        Span,
        Speaker,
        Story,
    )

__all__ = [
    "Actor",
    "Article",
    "Claim",
    "ControlSpell",
    "Figure",
    "Incident",
    "Judgement",
    "KhaldunError",
    "KnowledgeError",
    "Link",
    "Mention",
    "NewerRecord",
    "NotARecord",
    "NotFound",
    "Period",
    "Place",
    "Publication",
    "Quantity",
    "Record",
    "RecordError",
    "SetAside",
    "Shared",
    "Source",
    "Span",
    "Speaker",
    "Story",
    "UsageError",
    "Values",
    "__version__",
    "build",
    "open_record",
]

_API = frozenset({"Record", "Values", "build", "open_record"})


def __getattr__(name: str) -> Any:
    """A public name, imported when it is first asked for, so that `import khaldun` costs nothing."""
    if name not in __all__:
        raise AttributeError(f"module 'khaldun' has no attribute {name!r}")
    errors = importlib.import_module("khaldun.errors")
    home = importlib.import_module("khaldun.api") if name in _API else errors if hasattr(errors, name) else None
    value = getattr(home or importlib.import_module("khaldun.model"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
