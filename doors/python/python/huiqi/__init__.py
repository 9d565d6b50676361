"""huiqi (惠企): taxes and fees of an individual business in China, before and after converting to an enterprise.

>>> import huiqi
>>> shop = {"name": "noodle shop", "year": 2023, "place": "麒麟区", "locality": "city", "industry": "H6210",
...         "form": "individual-business", "vat": {"status": "small-scale", "filing": "quarter"},
...         "sales": [{"period": "Q1", "kind": "services", "amount": "40.4万元"}],
...         "costs": {"goods": "15万元"}, "owner": {"comprehensive_income": 0}}
>>> huiqi.assess(shop).find_line("vat").payable
Decimal('4000.00')
"""

from importlib.metadata import version

from ._answers import Answer, BreakEven, Cliffs, Comparison, Explanation, Impact, Optimum, Sweep, Values
from ._errors import HuiqiError, Problem
from ._huiqi import Law, Table
from ._language import Lang, language
from ._questions import (
    Facts,
    ask,
    assess,
    break_even,
    calendar,
    classify,
    cliffs,
    compare,
    explain,
    optimise,
    prepay,
    report,
    sweep,
)
from ._tables import assess_table, impact

__version__ = version("huiqi")

__all__ = [
    "Answer",
    "BreakEven",
    "Cliffs",
    "Comparison",
    "Explanation",
    "Facts",
    "HuiqiError",
    "Impact",
    "Lang",
    "Law",
    "Optimum",
    "Problem",
    "Sweep",
    "Table",
    "Values",
    "ask",
    "assess",
    "assess_table",
    "break_even",
    "calendar",
    "classify",
    "cliffs",
    "compare",
    "explain",
    "impact",
    "language",
    "optimise",
    "prepay",
    "report",
    "sweep",
]
