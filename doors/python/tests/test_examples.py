"""The examples run as they stand."""

import subprocess
import sys
from pathlib import Path

import nbclient
import nbformat
import pytest

EXAMPLES = Path(__file__).parents[1] / "examples"


@pytest.mark.parametrize("notebook", sorted(EXAMPLES.glob("*.ipynb")), ids=lambda path: path.name)
def test_notebooks(notebook: Path) -> None:
    cells = nbformat.read(notebook, as_version=4)
    # A cell that fails is an error here.
    nbclient.NotebookClient(cells, timeout=300, kernel_name="python3").execute()
    shown = [output for cell in cells.cells for output in cell.get("outputs", [])]
    assert any("<table" in output.get("data", {}).get("text/html", "") for output in shown)
    assert any("image/png" in output.get("data", {}) for output in shown)


@pytest.mark.parametrize(("script", "words"), [("registers.py", []), ("spark_rows.py", ["2000"])])
def test_scripts(script: str, words: list[str]) -> None:
    ran = subprocess.run([sys.executable, EXAMPLES / script, *words], check=False, capture_output=True, text=True, encoding="utf-8")
    assert ran.returncode == 0, ran.stderr
    assert "rows" in ran.stdout
