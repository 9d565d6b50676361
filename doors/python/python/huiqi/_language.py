"""The language of messages and documents: as the command chooses it."""

import os
from typing import Literal, Optional

Lang = Literal["zh", "en"]


def _of_locale() -> Lang:
    named = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "en" if next(filter(None, named), "").startswith("en") else "zh"


_chosen: Lang = _of_locale()


def language(lang: Optional[Lang] = None) -> Lang:
    """The language that is spoken where none is asked for: the locale's, or what was chosen with this."""
    global _chosen
    if lang is not None:
        if lang not in ("zh", "en"):
            raise ValueError(f"lang: {lang!r} is not 'zh' or 'en' / 应为 'zh' 或 'en'")
        _chosen = lang
    return _chosen


def spoken(lang: Optional[Lang]) -> Lang:
    """The language asked for, or the one chosen."""
    if lang is None or lang in ("zh", "en"):
        return lang or _chosen
    raise ValueError(f"lang: {lang!r} is not 'zh' or 'en' / 应为 'zh' 或 'en'")
