"""Words of the law as people write them: by their key, or by their name in either language."""

from collections.abc import Sequence

from . import _huiqi


def form(written: str) -> str:
    """The key of a form; what is none stays, and is refused by who reads it."""
    return _huiqi.form(written) or written


def forms(written: Sequence[str]) -> list[str]:
    """The keys of forms; one may stand alone."""
    return [form(each) for each in ([written] if isinstance(written, str) else written)]


def line(written: str) -> str:
    """The key of a tax or fee."""
    return _huiqi.line(written) or written


def lines(written: Sequence[str]) -> list[str]:
    """The keys of taxes and fees; one may stand alone."""
    return [line(each) for each in ([written] if isinstance(written, str) else written)]
