"""The image, the unit and the page of operations name what there is: packages, folders, options, counters."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.exits import Exit
from bot.slack.measures import Measures

ROOT = Path(__file__).parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
UNIT = (ROOT / "deploy/kpibot.service").read_text()
OPERATIONS = (ROOT / "docs/operations.md").read_text()
RUN_LINE = re.compile(r"apt-get install -y -qq --no-install-recommends ([a-z0-9 -]+)")


def test_the_image_has_the_packages_that_the_checks_run_with() -> None:
    checked = set(RUN_LINE.search((ROOT / ".ci/run").read_text()).group(1).split())  # type: ignore[union-attr]
    build, final = (set(found.split()) for found in RUN_LINE.findall(DOCKERFILE))
    assert build == checked - {"git", "chromium-headless-shell", "fontconfig"}
    assert final == checked - {"git", "python3-venv"} | {"ca-certificates", "tini"}
    assert (
        f"apt-get install --no-install-recommends {' '.join(sorted(final - {'python3', 'ca-certificates', 'tini'}))}"
        in OPERATIONS
    )


def test_the_image_has_the_whole_package_and_no_more() -> None:
    packages = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"]["find"]["include"]
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().split() if line.startswith("!")}
    assert {name.rstrip("*") for name in packages} == {name for name in allowed if (ROOT / name).is_dir()}
    assert all((ROOT / name).exists() for name in allowed)
    for line in re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE):
        assert line == "." or set(line.split()) <= allowed


def test_the_image_does_not_run_as_root() -> None:
    final = DOCKERFILE.rsplit("\nFROM ", 1)[1]
    assert re.findall(r"^USER (\w+)$", final, re.MULTILINE) == ["kpibot"]
    assert final.index("USER kpibot") < final.index("ENTRYPOINT")


def test_what_image_and_unit_start_is_a_command(tmp_path: Path) -> None:
    started = [json.loads(re.search(r"^CMD (.+)$", DOCKERFILE, re.MULTILINE).group(1))]  # type: ignore[union-attr]
    started.append(re.search(r"^ExecStart=\S+/kpibot (.+)$", UNIT, re.MULTILINE).group(1).split())  # type: ignore[union-attr]
    for words in started:
        assert words[0] == "serve"
        told = CliRunner().invoke(app, [*words, "--help"])
        assert told.exit_code == 0
        assert all(word in told.output for word in words if word.startswith("--"))
    given_up = re.search(r"^RestartPreventExitStatus=(.+)$", UNIT, re.MULTILINE).group(1)  # type: ignore[union-attr]
    assert [int(code) for code in given_up.split()] == [Exit.USAGE, Exit.WORKSPACE]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd here")
def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    """With a program that is there in place of kpibot."""
    unit = tmp_path / "kpibot.service"
    unit.write_text(re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", UNIT, flags=re.MULTILINE))
    told = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    assert (told.returncode, told.stderr) == (0, "")


def test_the_profile_allows_what_the_sandbox_is_made_of() -> None:
    profile = json.loads((ROOT / "deploy/seccomp.json").read_text())
    denied = {name for rule in profile["syscalls"] for name in rule["names"]}
    assert not denied & {"clone", "clone3", "unshare", "setns", "chroot", "seccomp", "prctl"}
    assert denied >= {"mount", "bpf", "init_module", "kexec_load", "keyctl", "process_vm_writev", "reboot"}
    assert profile["defaultAction"] == "SCMP_ACT_ALLOW"
    assert all(rule["action"] == "SCMP_ACT_ERRNO" for rule in profile["syscalls"])


def test_the_page_names_every_counter() -> None:
    section = OPERATIONS.split("## Health and metrics")[1].split("\n## ")[0]
    told = set(re.findall(r"`(kpibot_\w+?)(?:_total)?(?:\{\w+\})?`", section))
    assert told == {metric.name for metric in Measures().registry.collect()}


def test_links_of_the_page_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)", OPERATIONS):
        assert (ROOT / "docs" / target).exists(), target
