"""`kpibot import` and `kpibot export` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from exchange.manifests import shop, simple
from typer.testing import CliRunner

from bot.cli import app
from bot.failures import Exit
from queries.catalogue.load import load_catalogue

DEMO = Path(__file__).resolve().parents[2] / "data" / "demo" / "workspace"
RUN = CliRunner()
LATER = {"name": "growth", "type": "cumulative", "type_params": {}}


def manifest(folder: Path) -> Path:
    file = folder / "semantic_manifest.json"
    file.write_text(json.dumps(shop(simple("revenue", "amount"), LATER)), encoding="utf-8")
    return file


def test_import_writes_a_catalogue_and_names_what_is_left(tmp_path: Path) -> None:
    done = RUN.invoke(app, ["import", "dbt", str(manifest(tmp_path)), "--to", str(tmp_path / "shop"), "--name", "Shop"])
    assert done.exit_code == 0
    catalogue = load_catalogue(tmp_path / "shop")
    assert (catalogue.name, list(catalogue.metrics)) == ("Shop", ["revenue"])
    assert "metric growth: ask for its running total" in done.stderr
    assert "plain numbers, since their unit is not said (format): revenue." in done.stderr


def test_import_never_writes_over_a_catalogue(tmp_path: Path) -> None:
    words = ["import", "dbt", str(manifest(tmp_path)), "--to", str(tmp_path / "shop")]
    assert RUN.invoke(app, words).exit_code == 0
    file = tmp_path / "shop" / "catalogue" / "dbt.yaml"
    file.write_text("edited", encoding="utf-8")
    again = RUN.invoke(app, words)
    assert (again.exit_code, file.read_text(encoding="utf-8")) == (Exit.FILE, "edited")
    assert "is there already" in again.stderr


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("m.json", '{"nodes": 1}', "no semantic manifest"),
        ("m.json", "{", "cannot be read"),
        ("m.json", "[1]", "holds no object"),
        ("m.json", '{"semantic_models": [{}], "metrics": []}', "form is not that of dbt"),
        ("m.yaml", "a: &a [x]\nb: [*a, *a]", "aliases"),
        ("m.yaml", "\xff\xfe", "cannot be read"),
    ],
)
def test_files_that_are_no_manifest_are_named(tmp_path: Path, name: str, text: str, why: str) -> None:
    file = tmp_path / name
    file.write_bytes(text.encode("latin-1"))
    done = RUN.invoke(app, ["import", "dbt", str(file), "--to", str(tmp_path / "shop")])
    assert done.exit_code == Exit.FILE
    assert why in done.stderr
    assert not (tmp_path / "shop").exists()


@pytest.mark.parametrize("form", ["osi", "metricflow"])
def test_export_prints_yaml_and_tells_what_is_left_beside_it(form: str, tmp_path: Path) -> None:
    printed = RUN.invoke(app, ["export", form, "--workspace", str(DEMO)])
    assert printed.exit_code == 0
    assert list(yaml.safe_load_all(printed.stdout))
    assert "metric mrr" in printed.stderr
    out = tmp_path / "there" / "model.yaml"
    assert RUN.invoke(app, ["export", form, "--workspace", str(DEMO), "--out", str(out)]).exit_code == 0
    assert out.read_text(encoding="utf-8") == printed.stdout


def test_what_is_exported_can_be_imported(tmp_path: Path) -> None:
    out = tmp_path / "model.yaml"
    RUN.invoke(app, ["export", "osi", "--workspace", str(DEMO), "--out", str(out)])
    done = RUN.invoke(app, ["import", "osi", str(out), "--to", str(tmp_path / "back")])
    assert done.exit_code == 0
    assert "revenue" in load_catalogue(tmp_path / "back").metrics
