"""Whatever is wrong, a person reads one clear sentence and a program a code of its own; never a traceback."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tests.bot.running import Kpibot

TODAY = ("--today", "2026-11-23")


@pytest.fixture
def copy(demo: Path, tmp_path: Path) -> Path:
    """A copy of the demo workspace to break."""
    return Path(shutil.copytree(demo, tmp_path / "company"))


def database(workspace: Path) -> Path:
    return next((workspace / "data").glob("data-*.duckdb"))


def test_an_answer_ends_with_0(kpibot: Kpibot, demo: Path) -> None:
    run = kpibot("ask", "revenue last month", "--no-chart", "--workspace", str(demo), *TODAY)
    assert run.code == 0
    assert run.out.startswith("Revenue was $")
    assert run.err == ""


def test_a_refused_question_is_a_reply_and_ends_with_0(kpibot: Kpibot, demo: Path) -> None:
    run = kpibot("ask", "revenue by churn reason", "--no-chart", "--workspace", str(demo), *TODAY)
    assert run.code == 0
    assert "cannot be broken down by" in run.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("frobnicate",), "frobnicate"),
        (("ask", "revenue", "--today", "yesterday"), "2026-11-23"),
        (("ask", "revenue", "--lang", "de"), "en and fa"),
        (("ask", "--nonsense", "revenue"), "--nonsense"),
        (("ask", "revenue", "--batch", "f.txt"), "not both"),
        (("demo-data", "x", "--scale", "0"), "scale"),
    ],
)
def test_a_wrong_command_line_ends_with_2(kpibot: Kpibot, arguments: tuple[str, ...], said: str) -> None:
    run = kpibot(*arguments)
    assert run.code == 2
    assert said in run.err


def test_a_missing_workspace_ends_with_3(kpibot: Kpibot, tmp_path: Path) -> None:
    run = kpibot("ask", "revenue", "--workspace", str(tmp_path / "nowhere"))
    assert (run.code, run.out) == (3, "")
    assert "there is no such folder" in run.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name: [", "kpibot.yaml:"),
        ("name: X\ncurency: USD\n", "kpibot.yaml:2: 'curency' is no setting"),
        ("- a\n- b\n", "kpibot.yaml:1: kpibot.yaml must be a mapping"),
        ("languages: [en, de]\n", "kpibot.yaml:1: 'languages' may have en, fa, not 'de'"),
        ("limits:\n  seconds: soon\n", "kpibot.yaml:2: 'seconds' must be a number"),
        ("people:\n  dimension: rep\n", "kpibot.yaml:2: 'people' needs 'table'"),
        (
            "database: {kind: oracle, file: x}\n",
            "'kind' must be one of duckdb, clickhouse, postgres, snowflake, spark, not 'oracle'",
        ),
    ],
)
def test_a_broken_kpibot_yaml_ends_with_3_and_names_the_line(
    kpibot: Kpibot, tmp_path: Path, text: str, said: str
) -> None:
    (tmp_path / "company").mkdir()
    (tmp_path / "company" / "kpibot.yaml").write_text(text, encoding="utf-8")
    run = kpibot("ask", "revenue", "--workspace", "company")
    assert run.code == 3
    assert said in run.err


def test_a_broken_catalogue_ends_with_3_and_names_the_line(kpibot: Kpibot, copy: Path) -> None:
    file = next((copy / "catalogue").glob("*.yaml"))
    lines = file.read_text(encoding="utf-8").count("\n")
    with file.open("a", encoding="utf-8") as catalogue:
        catalogue.write("\nmetrixes: {}\n")
    run = kpibot("ask", "revenue", "--workspace", str(copy))
    assert run.code == 3
    assert f"{file.name}:{lines + 2}:" in run.err


def test_a_missing_database_ends_with_4(kpibot: Kpibot, copy: Path) -> None:
    shutil.rmtree(copy / "data")
    run = kpibot("ask", "revenue", "--workspace", str(copy))
    assert run.code == 4
    assert "There is no database" in run.err


def test_a_locked_database_ends_with_8(kpibot: Kpibot, copy: Path) -> None:
    writer = (
        "import duckdb, sys\n"
        f"c = duckdb.connect({str(database(copy))!r}); c.execute('CREATE TABLE locked (i INT)')\n"
        "print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen([sys.executable, "-c", writer], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        run = kpibot("ask", "revenue", "--workspace", str(copy))
        process.communicate()
    assert run.code == 8
    assert "another process" in run.err


def test_a_corrupt_database_ends_with_9(kpibot: Kpibot, copy: Path) -> None:
    database(copy).write_bytes(b"no database at all" * 1000)
    run = kpibot("ask", "revenue", "--workspace", str(copy))
    assert run.code == 9
    assert "not a readable DuckDB database" in run.err


def test_a_database_without_the_catalogues_tables_is_said(kpibot: Kpibot, copy: Path) -> None:
    path = database(copy)
    path.unlink()
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE other (i INT)")
    run = kpibot("check", "--workspace", str(copy))
    assert run.code == 3
    assert ".yaml:" in run.err


def test_no_browser_never_costs_the_number(kpibot: Kpibot, demo: Path) -> None:
    run = kpibot("ask", "revenue last month", "--workspace", str(demo), *TODAY, env={"BROWSER_PATH": "/nowhere/chrome"})
    assert run.code == 0
    assert run.out.startswith("Revenue was $")
    assert "No picture:" in run.out


@pytest.mark.parametrize("home", ["/proc/kpibot", "file/inside"])
def test_a_home_that_cannot_be_written_ends_with_6(kpibot: Kpibot, tmp_path: Path, home: str) -> None:
    (tmp_path / "file").write_text("a file, no folder", encoding="utf-8")
    run = kpibot("ask", "revenue last month", "--no-chart", env={"KPIBOT_HOME": home})
    assert run.code == 6
    assert "cannot be written to" in run.err


def test_a_charts_folder_that_cannot_be_written_never_costs_the_number(
    kpibot: Kpibot, demo: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("a file, no folder", encoding="utf-8")
    run = kpibot("ask", "revenue last month", "--workspace", str(demo), *TODAY, env={"KPIBOT_HOME": "file"})
    assert run.code == 0
    assert "No picture:" in run.out


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("", "There is no question"),
        ("  ", "There is no question"),
        ("\x01\x02", "no question"),
        ("x" * 100_000, "100,000"),
    ],
)
def test_a_question_that_cannot_be_used_ends_with_7(kpibot: Kpibot, demo: Path, question: str, said: str) -> None:
    run = kpibot("ask", question, "--no-chart", "--workspace", str(demo))
    assert run.code == 7
    assert said in run.err


def test_control_characters_and_broken_bytes_in_a_question_are_passed_over(kpibot: Kpibot, demo: Path) -> None:
    asked = ("ask", b"revenue\x07 last \xffmonth", "--json", "--no-chart", "--workspace", str(demo), *TODAY)
    run = kpibot(*asked)
    assert run.code == 0
    assert run.objects[0]["reading"]["metrics"] == ["revenue"]


def test_an_unknown_person_ends_with_11(kpibot: Kpibot, demo: Path) -> None:
    run = kpibot("ask", "my sales", "--as", "nobody@example.com", "--no-chart", "--workspace", str(demo))
    assert run.code == 11
    assert "nobody@example.com" in run.err


def test_a_missing_batch_file_ends_with_12(kpibot: Kpibot) -> None:
    run = kpibot("ask", "--batch", "questions.txt", "--json")
    assert run.code == 12
    assert "questions.txt" in run.err


def test_demo_data_never_overwrites_a_folder_that_is_no_demo(kpibot: Kpibot, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine", encoding="utf-8")
    run = kpibot("demo-data", "mine")
    assert run.code == 12
    assert "not empty" in run.err
    assert [p.name for p in (tmp_path / "mine").iterdir()] == ["notes.txt"]


def test_sql_of_a_refused_question_ends_with_7(kpibot: Kpibot, demo: Path) -> None:
    run = kpibot("sql", "revenue by churn reason", "--workspace", str(demo), *TODAY)
    assert (run.code, run.out) == (7, "")
