"""The command in the wheel is the command."""

import os
import subprocess
import sys
from pathlib import Path

from conftest import HUIQI, ROOT

SCRIPT = Path(sys.executable).with_name("huiqi")


def run(words: list[str], folder: Path) -> tuple[int, str, str]:
    env = {**os.environ, "LANG": "C.UTF-8"}
    ran = subprocess.run(words, check=False, capture_output=True, text=True, encoding="utf-8", cwd=folder, env=env)
    return ran.returncode, ran.stdout, ran.stderr


def test_it_prints_and_refuses_as_the_other_does(tmp_path: Path) -> None:
    shop = str(ROOT / "examples" / "noodle-shop.toml")
    (tmp_path / "bad.toml").write_text("year = 1949\n", encoding="utf-8")
    for words, code in [
        (["compare", shop, "--lang", "zh"], 0),
        (["explain", shop, "--line", "vat", "--format", "json"], 0),
        (["compare", "bad.toml"], 3),
        (["compare", shop, "--year", "1949"], 5),
        (["nonsense"], 2),
        (["policies", "list", "--lang", "en"], 0),
    ]:
        ran = run([str(SCRIPT), *words], tmp_path)
        assert ran[0] == code and ran == run([*HUIQI, *words], tmp_path) == run([sys.executable, "-m", "huiqi", *words], tmp_path)
