"""Printing a proof: each finding with somebody who shows it, in Python and as a case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from medcard.cli.bar import PACKS, READING, Bar
from medcard.cli.output import write
from medcard.model import Text

if TYPE_CHECKING:
    from medcard.catalogue import Catalogue
    from medcard.packs.drafts import Drafts
    from medcard.proofs.prove import Finding, Proof, Stale


def print_proof(drafts: Drafts | None, on: date, bar: Bar) -> int:
    """Prove the drafts over their chains, or all packs that medcard brings; 1 if anything is found."""
    from medcard.catalogue import Catalogue
    from medcard.packs.discover import bundled, bundled_pack
    from medcard.proofs.prove import prove

    lang = bar.lang
    if drafts is None:
        codes = tuple(bundled())
        catalogue = Catalogue.of(pack for code in bar.over(codes, READING) if (pack := bundled_pack(code)) is not None)
    else:
        codes = tuple(pack.region for pack in drafts.packs)
        catalogue = Catalogue.of(pack for code in codes for pack in drafts.chain(code))
    proof = prove(catalogue, codes, on, watch=lambda looks: bar.over(looks, PACKS))
    for finding in proof.findings:
        write("".join(f"{line}\n" for line in _lines(finding, catalogue, lang)))
    for stale in proof.stale:
        write(f"{_stale(stale).get(lang)}\n")
    write(f"{_count(proof).get(lang)}\n")
    return 1 if proof.findings or proof.stale else 0


def _lines(finding: Finding, catalogue: Catalogue, lang: str) -> Iterator[str]:
    place = f"{finding.file}:{finding.line}:1"
    yield f"{place}: {finding.fault}: {finding.where}: {finding.text.get(lang)}"
    yield f"    {finding.witness.python()}"
    yield f"    {finding.witness.case(f'{finding.fault} {finding.where}', catalogue)}"


def _stale(stale: Stale) -> Text:
    accepted = stale.accepted
    place = f"{stale.file}:{accepted.line}:1: stale-assumption: {accepted.fault} {accepted.where}"
    return Text(
        f"{place}: 这里已经没有这样的发现了；把这一条 assumes 删掉",
        f"{place}: there is no such finding any more; take it out of 'assumes'",
    )


def _count(proof: Proof) -> Text:
    said = "1 pack" if proof.packs == 1 else f"{proof.packs} packs"
    found = len(proof.findings) + len(proof.stale)
    return Text(
        f"{proof.packs} 个数据包，{proof.on} 起办事的人：{found} 处发现，另有 {proof.accepted} 处写明了接受",
        f"{said}, for everybody who begins on {proof.on}: {found} found, {proof.accepted} accepted in the packs",
    )
