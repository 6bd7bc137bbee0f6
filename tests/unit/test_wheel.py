"""What is installed from the wheel is whole: each folder of the product is in it, with its agreements."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
BESIDE_THE_PRODUCT = {"tests", "tools", "benchmarks"}


def test_every_folder_and_file_of_the_product_is_in_the_wheel() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    folders = {file.parent.name for file in ROOT.glob("*/__init__.py")} - BESIDE_THE_PRODUCT
    assert {name.removesuffix("*") for name in told["packages"]["find"]["include"]} == folders | {
        "agreements"
    }
    assert set(told["py-modules"]) == {file.stem for file in ROOT.glob("*.py")}
