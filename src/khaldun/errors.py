"""Everything that Khaldun raises on purpose.

KhaldunError
├── UsageError        the call itself is wrong (exit status 2): a path that is not there, a date that is none
├── SetAside          a file or an item that cannot be read as news; its message is the reason kept in the record
├── KnowledgeError    a pack of knowledge does not hold: names the file and the entry
├── GoldError         a gold set does not hold: names the place in it
└── RecordError       the record cannot be used
    ├── NotARecord    the file is no record of Khaldun's
    ├── NewerRecord   the record was made by a newer version
    └── NotFound      no such place, actor, article, claim ... in this record
"""


class KhaldunError(Exception):
    """The head of the tree."""


class UsageError(KhaldunError):
    """The call itself is wrong."""


class SetAside(KhaldunError):  # noqa: N818 - it is a decision, not a fault
    """A file or an item that cannot be read as news; the message is the reason."""


class KnowledgeError(KhaldunError):
    """A pack of knowledge does not hold."""


class GoldError(KhaldunError):
    """A gold set does not hold."""


class RecordError(KhaldunError):
    """The record cannot be used."""


class NotARecord(RecordError):  # noqa: N818 - named as a user would say it
    """The file is no record of Khaldun's."""


class NewerRecord(RecordError):  # noqa: N818
    """The record was made by a newer version of Khaldun."""


class NotFound(RecordError):  # noqa: N818
    """Nothing of that name or id in this record."""
