"""Builds the check page of a paper: what anybody may know of it, and whether a file is that very paper."""

import hashlib
from typing import BinaryIO

from sqlalchemy.orm import Session
from starlette.requests import Request

from api.languages import language_of
from api.pages.check_view import CheckView
from api.pages.words import Fact, Lamp
from kernel.errors import Invalid
from kernel.render import N_, day_text, instant, text
from workflows import paper_sheet
from workflows.issued import PAPER_LABELS, REASONS, PaperState
from workflows.issuing import Paper

MOST_BYTES = 20_000_000
PIECE = 1 << 18
TONES = {PaperState.ISSUED: "ok", PaperState.RESERVED: "today", PaperState.REVOKED: "late"}
SAID = {
    PaperState.ISSUED: N_("This paper was issued here and is in force."),
    PaperState.RESERVED: N_("This number was given and the paper is being made. Look again in a moment."),
    PaperState.REVOKED: N_("This paper was issued here, but it has been revoked. It no longer holds."),
}
UNKNOWN_REASON = N_("The office knows the reason.")


class PaperFileTooLarge(Invalid):
    """Facts: limit_mb."""

    code = "paper.file_too_large"
    sentence = N_("This file is larger than %(limit_mb)s MB. No paper of ours is; it is another file.")


def check_of(request: Request, session: Session, paper: Paper, compared: Lamp | None = None) -> CheckView:
    """The page of a paper for whoever holds it: nothing of whom it is about."""
    lang, head = language_of(request), paper_sheet.head_of(session)
    return CheckView(
        title=text(lang, paper.title or N_("Paper")),
        state=Lamp(TONES[paper.state], text(lang, PAPER_LABELS[paper.state])),
        said=text(lang, SAID[paper.state]),
        revoked=_revoked(lang, paper),
        facts=tuple(Fact(text(lang, label), value) for label, value in _facts(lang, paper) if value),
        hash=paper.sha256,
        url=f"/verifikasi/{paper.code}",
        compared=compared,
        office=head.letterhead.lines[-1] if head.letterhead else "",
        sample=head.is_sample,
    )


def compare(request: Request, paper: Paper, stream: BinaryIO | None) -> Lamp:
    """Whether a file is the paper, in words; nothing of the file is kept. Raises PaperFileTooLarge."""
    lang = language_of(request)
    if stream is None:
        return Lamp("today", text(lang, N_("No file was chosen.")))
    digest = _digest(stream)
    if not paper.sha256:
        return Lamp("today", text(lang, N_("There is nothing to compare with: the paper was not made yet.")))
    if digest != paper.sha256:
        return Lamp("late", text(lang, N_("This file is not the paper: not every byte of it is the same.")))
    if paper.state is PaperState.REVOKED:
        return Lamp("late", text(lang, N_("This file is the paper, but the paper has been revoked.")))
    return Lamp("ok", text(lang, N_("This file is the paper, byte by byte.")))


def _facts(lang: str, paper: Paper) -> tuple[tuple[str, str], ...]:
    signed = paper.signer
    return (
        (N_("Number"), paper.number),
        (N_("Date"), day_text(lang, paper.dated_on)),
        (N_("Signer"), signed.name),
        (N_("As"), signed.title_line),
        (N_("Made"), instant(lang, paper.issued_at) if paper.issued_at else ""),
    )


def _revoked(lang: str, paper: Paper) -> str:
    if paper.state is not PaperState.REVOKED or paper.revoked_at is None:
        return ""
    why = text(lang, REASONS.get(paper.reason, UNKNOWN_REASON))
    return f"{text(lang, N_('Revoked on %(at)s.'), {'at': paper.revoked_at})} {why}"


def _digest(stream: BinaryIO) -> str:
    digest, size = hashlib.sha256(), 0
    while piece := stream.read(PIECE):
        size += len(piece)
        if size > MOST_BYTES:
            raise PaperFileTooLarge(limit_mb=MOST_BYTES // 1_000_000)
        digest.update(piece)
    return digest.hexdigest()
