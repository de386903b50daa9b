"""The schemas in an editor: yaml-language-server completes, explains and checks packs and cases with them."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from medcard.packs.discover import bundled
from medcard.schemas import schema

pytestmark = pytest.mark.extra

SERVER = "yaml-language-server@1.25.0"
DATA = Path(str(bundled()["000000"])).parent


class Editor:
    """A client of the language server: one message after the other, as many as a test needs."""

    def __init__(self, command: list[str]) -> None:
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.asked = 0
        self.noted: dict[str, list[Any]] = {}

    def send(self, method: str, params: Any, **more: Any) -> None:
        assert self.process.stdin is not None
        body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **more}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def receive(self) -> Any:
        assert self.process.stdout is not None
        length = 0
        while (line := self.process.stdout.readline().strip()) != b"":
            name, _, value = line.partition(b": ")
            length = int(value) if name == b"Content-Length" else length
        message = json.loads(self.process.stdout.read(length))
        if "id" in message and "method" in message:
            wanted = message["params"].get("items", []) if message["method"] == "workspace/configuration" else None
            result = None if wanted is None else [None for _ in wanted]
            reply = json.dumps({"jsonrpc": "2.0", "id": message["id"], "result": result}).encode()
            assert self.process.stdin is not None
            self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(reply) + reply)
            self.process.stdin.flush()
        return message

    def ask(self, method: str, params: Any) -> Any:
        """The result of a request."""
        self.asked += 1
        self.send(method, params, id=self.asked)
        while (message := self.receive()).get("id") != self.asked or "method" in message:
            pass
        return message["result"]

    def open(self, file: Path) -> list[Any]:
        """What the server says against a file."""
        document = {"uri": file.as_uri(), "languageId": "yaml", "version": 1, "text": file.read_text(encoding="utf-8")}
        self.send("textDocument/didOpen", {"textDocument": document})
        while True:
            message = self.receive()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == file.as_uri():
                return list(message["params"]["diagnostics"])

    def at(self, file: Path, line: int, column: int) -> dict[str, Any]:
        return {"textDocument": {"uri": file.as_uri()}, "position": {"line": line, "character": column}}

    def offered(self, file: Path, line: int, column: int) -> set[str]:
        """The words that the server offers at a place, counted from 0."""
        found = self.ask("textDocument/completion", self.at(file, line, column))
        return {item["label"] for item in found["items"]}


@pytest.fixture(scope="module")
def command(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """How to start the server; it is fetched where it is not installed."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip("node and npm are not installed: the schemas are NOT tested in an editor")
    folder = tmp_path_factory.mktemp("server")
    fetched = subprocess.run(
        [npm, "install", "--silent", "--prefix", str(folder), SERVER], capture_output=True, check=False
    )
    if fetched.returncode:
        pytest.skip(f"npm cannot fetch {SERVER}: the schemas are NOT tested in an editor")
    return [node, str(folder / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"), "--stdio"]


@pytest.fixture
def editor(command: list[str], tmp_path: Path) -> Iterator[Editor]:
    editor = Editor(command)
    editor.ask("initialize", {"processId": None, "rootUri": tmp_path.as_uri(), "capabilities": {}})
    editor.send("initialized", {})
    yield editor
    editor.process.kill()
    editor.process.communicate()


@pytest.fixture
def write(tmp_path: Path) -> Any:
    """Writes a file whose first line names its schema."""

    def written(name: str, text: str) -> Path:
        (tmp_path / f"{name}.json").write_text(json.dumps(schema(name)), encoding="utf-8")
        file = tmp_path / f"{name}.yaml"
        file.write_text(f"# yaml-language-server: $schema={name}.json\n{text}", encoding="utf-8")
        return file

    return written


@pytest.mark.parametrize("code", ["000000", "330200", "460100"])
@pytest.mark.parametrize(("name", "ending"), [("pack", ".yaml"), ("cases", ".cases.yaml")])
def test_bundled_files_are_fine(name: str, ending: str, code: str, editor: Editor, write: Any) -> None:
    assert editor.open(write(name, (DATA / f"{code}{ending}").read_text(encoding="utf-8"))) == []


def test_mistakes_are_marked_where_they_are(editor: Editor, write: Any) -> None:
    text = "pack: medcard/pack/1\nregion: 330282\nchecked: 2026-13-01\nprocedures:\n  card-reissue: {fee: 20}\n"
    assert {found["range"]["start"]["line"] for found in editor.open(write("pack", text))} == {3, 5}


def test_keys_are_offered_with_what_they_are(editor: Editor, write: Any) -> None:
    text = "pack: medcard/pack/1\nregion: 330282\nchecked: 2026-11-28\nprocedures:\n  card-reissue:\n    fe\n"
    file = write("pack", text)
    editor.open(file)
    assert {"fee", "wait", "requirements", "channels"} <= editor.offered(file, 6, 6)


def test_values_are_offered(editor: Editor, write: Any) -> None:
    text = "procedures:\n  card-reissue:\n    only-if: {person: }\n"
    file = write("pack", text)
    editor.open(file)
    assert {"mainland", "macau"} <= editor.offered(file, 3, 22)


def test_the_nations_ids_are_offered_and_explained(editor: Editor, write: Any) -> None:
    file = write("pack", "procedures:\n  card-reissue:\n    fee: unknown\n  \n")
    editor.open(file)
    assert {"card-first-issue", "card-replace"} <= editor.offered(file, 4, 2)
    hover = editor.ask("textDocument/hover", editor.at(file, 2, 5))
    assert "社会保障卡补领" in json.dumps(hover, ensure_ascii=False)


def test_cases_are_completed(editor: Editor, write: Any) -> None:
    file = write("cases", "- name: 一\n  given: {scenario: lost, on: 2026-11-28}\n  expect:\n    outcome: \n")
    editor.open(file)
    assert {"plan", "undecided", "no-plan"} <= editor.offered(file, 4, 13)
