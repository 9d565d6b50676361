"""What is wrong with a question, its facts or a register."""

import contextlib
import json
from collections.abc import Iterator
from typing import Any, Optional

from . import _huiqi
from ._language import language


class Problem:
    """One thing that is wrong, with what would be right."""

    #: What it is, by a name that does not change.
    code: str
    #: The fact that it is about, such as ``sales[1].amount``, where there is one.
    path: Optional[str]
    #: Where it stands in a file: ``{"file": …, "line": …, "column": …}``.
    place: Optional[dict[str, Any]]
    #: Every value by name, as in ``huiqi schema error``.
    fields: dict[str, Any]

    def __init__(self, fields: dict[str, Any]) -> None:
        self.code = fields["code"]
        self.path = fields.get("path")
        self.place = fields.get("place")
        self.fields = fields

    def text(self, lang: Optional[str] = None) -> str:
        """What is wrong, and what to write instead."""
        return str(self.fields["text"][lang or language()])

    def __str__(self) -> str:
        return f"{self.path}: {self.text()}" if self.path and self.path not in self.text() else self.text()

    def __repr__(self) -> str:
        return f"Problem({self.code!r}, {self.path!r})"


class HuiqiError(ValueError):
    """Refused: ``problems`` say what, where, and what would be right."""

    #: Of what: ``question``, ``profile``, ``outside`` (of the years or places covered), ``pack``, ``register`` or ``usage``.
    kind: str
    #: Everything that is wrong, at least one.
    problems: list[Problem]

    def __init__(self, told: str) -> None:
        super().__init__(told)
        refused = json.loads(told)
        self.kind = refused["error"]
        self.problems = [Problem(fields) for fields in refused["problems"]]

    @property
    def code(self) -> str:
        """The code of the first problem."""
        return self.problems[0].code

    @property
    def path(self) -> Optional[str]:
        """The path of the first problem."""
        return self.problems[0].path

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


@contextlib.contextmanager
def refusals() -> Iterator[None]:
    """Raises what the library refuses as a `HuiqiError`."""
    try:
        yield
    except _huiqi.Refused as refused:
        raise HuiqiError(refused.args[0]) from None
