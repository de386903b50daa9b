"""How Sphinx builds the docs: `sphinx-build -W docs docs/_build`. Nothing is fetched, neither then nor when reading."""

from __future__ import annotations

import re
from importlib.metadata import version as version_of
from importlib.util import find_spec

from sphinx.application import Sphinx

project = "medcard"
version = release = version_of("medcard")
copyright = "medcard contributors, MIT"  # noqa: A001 — Sphinx reads this name
language = "zh_CN"
exclude_patterns = ["_build", "evidence"]

extensions = ["myst_parser", "sphinx.ext.autodoc"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
python_use_unqualified_type_names = True
suppress_warnings = ["misc.highlighting_failure"]  # pack-format.md writes {…} where anything may stand

html_theme = "furo"
html_title = "medcard · 社保卡办事方案"
html_static_path = ["_static"]
html_css_files = ["medcard.css"]
html_show_sourcelink = False
html_show_sphinx = False
html_last_updated_fmt = None
html_search_language = "zh" if find_spec("jieba") else "en"
"""With jieba installed Chinese words are found; without it whole phrases and their parts of three letters or more."""

OUTSIDE = re.compile(r"\[([^\]]*)\]\(\.\./([\w.]+)\.md\)")
HERE = {"README": "index.md", "README.en": "index.en.md"}


def inside(_app: Sphinx, _docname: str, source: list[str]) -> None:
    """Links to pages beside this folder lead to the site's own page, or are words alone."""
    source[0] = OUTSIDE.sub(lambda link: f"[{link[1]}]({HERE[link[2]]})" if link[2] in HERE else link[1], source[0])


def setup(app: Sphinx) -> None:
    """Called by Sphinx."""
    app.connect("source-read", inside)
