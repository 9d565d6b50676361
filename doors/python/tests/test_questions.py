"""Questions: the answers are the command's, amounts are decimals, and what is refused says what to write."""

import copy
import doctest
import json
import threading
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, command

import huiqi

WORKSHOP = ROOT / "examples" / "machine-workshop.toml"
TEA_SHOP = ROOT / "tests" / "people" / "tea-shop.toml"
TO = ["one-person-company"]
PROFIT = "profit=0..300万元"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda: huiqi.compare(WORKSHOP, to=TO), ["compare", "--to", *TO]),
        (lambda: huiqi.compare(WORKSHOP, to=TO, known_on="2024-03-01"), ["compare", "--to", *TO, "--known-on", "2024-03-01"]),
        (lambda: huiqi.compare(TEA_SHOP, to=TO), ["compare", "--to", *TO]),
        (lambda: huiqi.assess(WORKSHOP, form="company"), ["assess", "--form", "company"]),
        (lambda: huiqi.explain(WORKSHOP, "vat"), ["explain", "--line", "vat"]),
        (lambda: huiqi.break_even(WORKSHOP, "profit", to=TO), ["breakeven", "--over", "profit", "--to", *TO]),
        (lambda: huiqi.cliffs(WORKSHOP, "sales.Q3"), ["cliffs", "--over", "sales.Q3"]),
        (lambda: huiqi.sweep(WORKSHOP, PROFIT, to=TO, points=3), ["sweep", "--over", PROFIT, "--to", *TO, "--points", 3]),
        (lambda: huiqi.optimise(WORKSHOP, to=TO, wage="0..20万元"), ["optimise", "--to", *TO, "--wage", "0..20万元"]),
        (lambda: huiqi.prepay(WORKSHOP), ["prepay"]),
        (lambda: huiqi.calendar(WORKSHOP), ["calendar"]),
        (lambda: huiqi.classify(WORKSHOP), ["classify"]),
    ],
)
def test_answers_are_those_of_the_command(answer: Any, words: list[object]) -> None:
    kind, *options = words
    found = answer()
    shop = WORKSHOP if found.year == 2024 else TEA_SHOP
    assert json.loads(found.json()) == json.loads(command(kind, shop, *options, "--format", "json"))


def test_facts_may_be_told_in_any_way(shop: dict[str, Any], tmp_path: Path) -> None:
    text = WORKSHOP.read_text(encoding="utf-8")
    told = [WORKSHOP, str(WORKSHOP), text]
    assert len({huiqi.assess(facts).json() for facts in told}) == 1
    in_json = json.dumps(shop, ensure_ascii=False)
    (tmp_path / "shop.json").write_text(in_json, encoding="utf-8")
    assert len({huiqi.assess(facts).json() for facts in (shop, in_json, tmp_path / "shop.json")}) == 1
    shop["sales"][0]["amount"] = Decimal("404000.00")
    assert huiqi.assess(shop).find_line("vat").payable == Decimal("4000.00")
    # What most leave out is taken as usual, unless that is refused.
    del shop["locality"]
    assert huiqi.assess(shop).find_line("vat").payable == Decimal("4000.00")
    with pytest.raises(huiqi.HuiqiError) as refused:
        huiqi.assess(shop, strict=True)
    assert (refused.value.code, refused.value.path) == ("missing", "locality")
    with pytest.raises(huiqi.HuiqiError):
        huiqi.compare(TEA_SHOP, strict=True)
    with pytest.raises(TypeError, match="facts"):
        huiqi.assess(7)  # type: ignore[arg-type]


def test_words_may_be_chinese_and_one_may_stand_alone() -> None:
    asked = [huiqi.compare(WORKSHOP, to=to).json() for to in (TO, TO[0], "一人公司", ["一人有限公司"])]
    assert len(set(asked)) == 1
    assert huiqi.explain(WORKSHOP, "增值税", form="有限公司").json() == huiqi.explain(WORKSHOP, "vat", form="company").json()
    assert huiqi.calendar(WORKSHOP, to="有限公司", convert_on="2024-06-01").json()
    with pytest.raises(huiqi.HuiqiError, match="nix"):
        huiqi.compare(WORKSHOP, to="nix")


def test_amounts_are_decimals_and_names_are_not(shop: dict[str, Any]) -> None:
    shop["name"] = "12.50"
    answer = huiqi.assess(shop)
    assert answer.name == answer["name"] == "12.50"
    assert answer.find_line("vat").payable == Decimal("4000.00") and answer.net_to_owner == answer.assessment.net_to_owner
    assert isinstance(answer.total, Decimal)
    with pytest.raises(AttributeError, match="nothing"):
        _ = answer.nothing
    with pytest.raises(AttributeError):
        answer.name = "other"
    side = answer.assessment
    assert copy.deepcopy(side) == side and "total" in dir(side)


def test_a_comparison_has_forms_and_shows_itself() -> None:
    comparison = huiqi.compare(WORKSHOP)
    forms = comparison.forms
    assert next(iter(forms)) == "individual-business" and set(TO) < set(forms)
    assert comparison.difference.net_to_owner == comparison.after.net_to_owner - comparison.before.net_to_owner
    frame = comparison.to_frame()
    assert frame.loc["total", "individual-business"] == comparison.before.total
    unknown = huiqi.compare(ROOT / "tests" / "report" / "unknown.toml", to=TO)
    least = unknown.forms[TO[0]].net_to_owner
    assert least.least < least.most
    with pytest.raises(ValueError, match="ranges"):
        unknown.to_frame()
    shown = comparison._repr_html_()
    assert "<table" in shown and "1,003,068.43" in shown and "<svg" not in shown and "<script" not in shown
    huiqi.language("zh")
    try:
        assert "增值税" in comparison._repr_html_() and "增值税" in str(comparison)
    finally:
        huiqi.language("en")


def test_curves_become_frames_and_pictures() -> None:
    import matplotlib

    matplotlib.use("Agg")
    sweep = huiqi.sweep(WORKSHOP, PROFIT, to=TO, points=3)
    frame = sweep.to_frame()
    assert list(frame["form"].unique()) == ["individual-business", *TO]
    ends = frame[frame["value"].isin([Decimal(0), Decimal(3000000)])]
    assert len(ends) == 4 and ends.iloc[0]["net"] == Decimal(0)
    axes = sweep.plot()
    assert [line.get_label() for line in axes.lines] == ["individual business", "one-person company"]
    assert axes.get_ylabel() == "left to the owner (yuan)"
    at = huiqi.break_even(WORKSHOP, "profit", to=TO).to_frame()
    assert at.iloc[0].to_dict() == {"form": TO[0], "at": Decimal("2119530.45"), "pays": True, "line": "iit-business"}
    assert (huiqi.cliffs(WORKSHOP, "sales.Q3").to_frame()["jump"] != 0).any()
    best = huiqi.optimise(WORKSHOP, to=TO, wage="0..20万元", share="0..100%").best
    assert best.form == TO[0] and best.more_than_now == best.net - huiqi.assess(WORKSHOP).net_to_owner > 0
    with pytest.raises(ValueError, match="to_frame"):
        huiqi.sweep(WORKSHOP, PROFIT, over2="wage=0..10万元", to=TO, points=2).plot()


def test_a_report_is_a_file(tmp_path: Path) -> None:
    answer = huiqi.report(WORKSHOP, tmp_path / "report.html", to=TO, lang="zh")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>") and page == answer.written("html", "zh") and "增值税" in page
    for name in ("report.json", "report.md"):
        answer.save(tmp_path / name)
        assert (tmp_path / name).stat().st_size > 10_000
    with pytest.raises(huiqi.HuiqiError) as refused:
        answer.save(tmp_path / "report.docx")
    assert refused.value.code == "not-a-format" and not (tmp_path / "report.docx").exists()
    with pytest.raises(ValueError, match="ics"):
        huiqi.assess(WORKSHOP).save(tmp_path / "days.ics")
    assert str(huiqi.calendar(WORKSHOP).written("ics")).startswith("BEGIN:VCALENDAR")


def test_what_is_wrong_says_where_and_what_is_right(shop: dict[str, Any], tmp_path: Path) -> None:
    shop["sales"][0]["amount"] = "abc"
    del shop["costs"]
    with pytest.raises(huiqi.HuiqiError) as refused:
        huiqi.assess(shop)
    error = refused.value
    assert (error.kind, {(problem.code, problem.path) for problem in error.problems}) == (
        "profile",
        {("missing", "costs"), ("wrong-value", "sales[0].amount")},
    )
    wrong = next(problem for problem in error.problems if problem.code == "wrong-value")
    assert wrong.fields["found"] == "abc" and '"12万元"' in wrong.text("en") and "应为" in wrong.text("zh")
    assert "sales[0].amount" in str(error) and isinstance(error, ValueError)

    def code(**asked: Any) -> str:
        with pytest.raises(huiqi.HuiqiError) as refused:
            huiqi.compare(WORKSHOP, **asked)
        return f"{refused.value.kind} {refused.value.code}"

    assert code(to=["nix"]) == "question not-a-question"
    assert code(year=1949).startswith("outside ")
    assert code(law=huiqi.Law(), years=(2024, 2023)) == "question years-backwards"
    with pytest.raises(huiqi.HuiqiError) as refused:
        huiqi.assess(tmp_path / "missing.toml")
    assert "missing.toml" in str(refused.value)
    with pytest.raises(ValueError, match="'zh'"):
        huiqi.language("fr")  # type: ignore[arg-type]


def test_a_law_may_be_another(tmp_path: Path) -> None:
    assert huiqi.Law(ROOT / "policies").years == huiqi.Law().years
    with pytest.raises(ValueError):
        huiqi.Law(tmp_path / "nothing")


def test_threads_go_on_while_one_computes() -> None:
    """The lock of Python is given up: a thread counts while another asks for something long."""
    done, counted = threading.Event(), 0

    def long() -> None:
        huiqi.report(WORKSHOP, to=TO)
        done.set()

    thread = threading.Thread(target=long)
    thread.start()
    while not done.wait(0.001):
        counted += 1
    thread.join()
    assert counted > 3


def test_the_examples_in_the_words_hold() -> None:
    assert doctest.testmod(huiqi).attempted > 0 == doctest.testmod(huiqi).failed
