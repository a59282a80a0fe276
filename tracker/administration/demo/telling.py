"""What a share's body says in the first half of 2025, by the books and the stories. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.administration.demo.chance import fraction, pick
from tracker.administration.demo.figures import figures_for
from tracker.administration.demo.hours import at_office, recorded_at, working_day
from tracker.administration.demo.values import (
    Book,
    Need,
    Paper,
    Share,
    Step,
    Story,
    Turn,
    Utterance,
    Words,
)
from tracker.calendar.workdays import DaysOff
from tracker.tasks.rules.states import State

LAST_DAY = date(2025, 6, 9)
"""The day before the frozen one: nothing is recorded later."""

SILENT_AFTER = date(2025, 4, 4)
"""Bodies with the habit of silence say nothing after it: more than 60 days by 10/6/2025."""

_TALKATIVE = {"diligent": 1.25, "usual": 1.0, "slow": 0.6, "silent": 0.5}
_ROUNDS = {
    "leaving": (date(2025, 2, 10), date(2025, 2, 27), "02 tháng đầu năm 2025"),
    "first": (date(2025, 3, 5), date(2025, 3, 14), "Quý I/2025"),
    "second": (date(2025, 5, 22), LAST_DAY, "05 tháng đầu năm 2025"),
}
_YEAR = (date(2025, 3, 5), LAST_DAY)


@dataclass(frozen=True, slots=True)
class Teller:
    """The books, with what telling them needs: the calendar and each body's quarterly report."""

    days_off: DaysOff
    quarter: Book

    def by_book(self, book: Book, share: Share) -> Iterator[Utterance]:
        """What the share's body says by this book, over the whole half-year."""
        if share.first_day > LAST_DAY:
            return
        shapes = {"standing": self._standing, "due": self._due, "year": self._year}
        for said in shapes[book.shape](book, share):
            if share.body.habit != "silent" or said.on <= SILENT_AFTER:
                yield said

    def by_story(self, story: Story, share: Share) -> Iterator[Utterance]:
        """The steps that this share's body takes in the story."""
        for step in story.steps:
            if step.unit == share.body.code:
                yield self._step(step, share)

    def of_partner(
        self, words: Mapping[str, tuple[str, ...]], per_cent: int, share: Share
    ) -> Iterator[Utterance]:
        """A word of a partner here and there."""
        chosen = words.get(share.field, ()) if share.first_day <= LAST_DAY else ()
        chance = fraction(share.task, share.body.code, "partner") * 100
        if chosen and chance < per_cent * _TALKATIVE[share.body.habit] and not share.body.leaves_on:
            on = self._day(share, _YEAR, "partner")
            if share.body.habit != "silent":
                yield self._say(share, on, pick(chosen, share.task, share.body.code, "words"))

    def report_day(self, share: Share) -> date | None:
        """When the body sent its report of the first quarter; None while it has not."""
        code = share.body.code
        if code in self.quarter.open:
            return None
        turn = self.quarter.late.get(code)
        if turn is not None:
            return turn.on
        first, last = self.quarter.between or _YEAR
        return working_day(first, last, self.days_off, self.quarter.task, code, "done")

    def _standing(self, book: Book, share: Share) -> Iterator[Utterance]:
        rounds = ("leaving",) if share.body.leaves_on else ("first", "second")
        for name in rounds:
            first, last, period = _ROUNDS[name]
            likely = {"leaving": 0.55, "first": 0.72, "second": 0.68}[name]
            likely *= _TALKATIVE[share.body.habit]
            if last < share.first_day or _chance(share, name) >= likely:
                continue
            on = self._day(share, (first, last), name)
            pool = book.second if name == "second" else book.first
            words = _phrase(pool, share, name)
            if name == "first" and _chance(share, "report") * 100 < book.report:
                yield self._with_report(book, share, on, words, period)
            else:
                yield self._plain(book, share, on, words, period)

    def _with_report(
        self, book: Book, share: Share, on: date, words: str, period: str
    ) -> Utterance:
        """A standing word that rests on the body's quarterly report."""
        sent = self.report_day(share)
        need = next((one for one in share.needs if not one.by_other), None)
        if sent is None or need is None or self.quarter.paper is None or need.form != "document":
            return self._plain(book, share, on, words, period)
        paper = replace(self.quarter.paper, product=need.id, on=sent)
        text = words.format_map(_figures(share, max(on, sent)) | {"period": period})
        return replace(self._say(share, max(on, sent), text), papers=(paper,))

    def _plain(self, book: Book, share: Share, on: date, words: str, period: str) -> Utterance:
        figures = _figures(share, on) | {"period": period}
        said = self._say(share, on, words.format_map(figures))
        if share.body.volume == 0:
            return said
        if book.figure and _chance(share, on, "figure") < 0.6:
            shown = next((one.id for one in share.needs if one.form == "figure"), None)
            said = replace(said, figures=((shown, book.figure.format_map(figures)),))
        if book.link and _chance(share, on, "link") < 0.3:
            said = replace(said, link=(_first_need(share), book.link))
        return said

    def _due(self, book: Book, share: Share) -> Iterator[Utterance]:
        code, due = share.body.code, share.due_on or LAST_DAY
        between = book.between or (due - timedelta(days=14), due)
        if book.progress and _chance(share, "progress") < 0.4:
            early = (share.first_day + timedelta(days=10), between[0] - timedelta(days=4))
            if early[0] < early[1]:
                on = self._day(share, early, "progress")
                yield self._say(share, on, _text(book.progress, share, on, "progress"))
        if code in book.open:
            yield from self._turn(book.open[code], share, State.IN_PROGRESS)
            return
        turn = book.late.get(code)
        if turn is not None:
            for said in self._turn(turn, share, State.DONE):
                yield self._finished(book, share, said)
            return
        first = max(between[0], share.first_day)
        on = working_day(first, between[1], self.days_off, book.task, code, "done")
        said = self._say(share, on, _text(book.done, share, on, "done"), State.DONE)
        yield self._finished(book, share, said)

    def _turn(self, turn: Turn, share: Share, state: State) -> Iterator[Utterance]:
        if turn.on is None:
            return
        text = turn.words.format_map(_figures(share, turn.on))
        yield replace(self._say(share, turn.on, text, state), cause=turn.cause)

    def _year(self, book: Book, share: Share) -> Iterator[Utterance]:
        code = share.body.code
        if _chance(share, "year") * 100 < book.done_share and book.done_between:
            yield self._done(book, share, self._day(share, book.done_between, "year-done"))
            return
        done, submitted = book.done_on.get(code), book.submitted_on.get(code)
        last = min((day for day in (done, submitted) if day), default=None)
        talks = _chance(share, "talks") * 100 < book.share * _TALKATIVE[share.body.habit]
        window = book.between or _YEAR
        if last is not None:
            window = (window[0], last - timedelta(days=12))
        if talks and window[0] < window[1] and not share.body.leaves_on:
            on = self._day(share, window, "year")
            if last is None or on < last:
                yield self._say(share, on, _text(book.progress, share, on, "progress"))
        if submitted:
            text = book.submit_words.format_map(_figures(share, submitted))
            said = self._say(share, submitted, text, State.SUBMITTED)
            yield replace(said, papers=(Paper(book.submit_subject, "TTr"),))
        if done:
            yield self._done(book, share, done)

    def _done(self, book: Book, share: Share, on: date) -> Utterance:
        pool = book.done or {"all": (book.done_words,)}
        text = _text(pool, share, on, "done")
        return self._finished(book, share, self._say(share, on, text, State.DONE))

    def _finished(self, book: Book, share: Share, said: Utterance) -> Utterance:
        """The proof of every product: a paper, or a figure where the product is none."""
        values = _figures(share, said.on)
        papers, figures = [], []
        for need in share.needs or (None,):
            product = need.id if need else None
            if book.paper is not None and (need is None or need.form == "document"):
                papers.append(_paper(book.paper, need, values, product))
            else:
                figures.append((product, (book.figure or "Đã hoàn thành").format_map(values)))
        return replace(said, papers=tuple(papers), figures=tuple(figures))

    def _step(self, step: Step, share: Share) -> Utterance:
        said = self._say(share, step.on, step.words, step.state)
        if step.said is not None:
            said = replace(said, recorded_at=at_office(step.said, share.task, share.body.code))
        first = _first_need(share)
        products = [need.id for need in share.needs]
        papers = tuple(
            replace(paper, product=products[paper.product - 1] if paper.product else None)
            for paper in step.papers
        )
        return replace(
            said, cause=step.cause, papers=papers, file=step.file,
            figures=((first, step.figure),) if step.figure else (),
            link=(first, step.link) if step.link else None, corrects_last=step.corrects_last,
        )  # fmt: skip

    def _say(
        self, share: Share, on: date, words: str, state: State = State.IN_PROGRESS
    ) -> Utterance:
        key = (share.task, share.slot, share.body.code, on)
        recorded = recorded_at(on, self.days_off, LAST_DAY, *key)
        return Utterance(share, on, recorded, state, words)

    def _day(self, share: Share, window: tuple[date, date], what: str) -> date:
        first, last = max(window[0], share.first_day), window[1]
        if first > last:
            last = first + timedelta(days=30)
        key = (share.task, share.slot, share.body.code, what)
        return min(working_day(first, last, self.days_off, *key), LAST_DAY)


def fits(share: Share, task: str, slot: int | None, due: date | None) -> bool:
    """Whether a book or story with this task, slot and day speaks of the share."""
    return (
        share.task == task
        and (slot is None or share.slot == slot)
        and (due is None or share.due_on == due)
    )


def in_order(told: Iterable[Utterance]) -> list[Utterance]:
    """As recorded; a share's later happening is never recorded before its earlier one."""
    latest: dict[int, Utterance] = {}
    ordered = []
    for said in sorted(told, key=lambda one: (one.share.id, one.corrects_last, one.on)):
        before = latest.get(said.share.id)
        if before is not None and said.recorded_at <= before.recorded_at:
            said = replace(said, recorded_at=before.recorded_at + timedelta(minutes=7))  # noqa: PLW2901
        latest[said.share.id] = said
        ordered.append(said)
    return sorted(ordered, key=lambda one: (one.recorded_at, one.share.id))


def _chance(share: Share, *what: object) -> float:
    return fraction(share.task, share.slot, share.body.code, *what)


def _figures(share: Share, on: date) -> dict[str, str]:
    return figures_for(share.body, on, share.task, share.body.code, on)


def _text(pool: Words, share: Share, on: date, what: str) -> str:
    return _phrase(pool, share, what).format_map(_figures(share, on))


def _phrase(pool: Words, share: Share, what: str) -> str:
    """One phrase that suits the body's kind; `none` alone where it has no dossiers.

    A pool may hold phrases of its own for one round (`leaving`: before a merger).
    """
    body = share.body
    if body.volume == 0 and "none" in pool:
        return pick(pool["none"], share.task, body.code, what)
    if what in pool:
        return pick(pool[what], share.task, body.code, what)
    kind = "so" if body.kind in {"ban_nganh", "phong"} else body.kind
    suited = pool.get(kind, ()) + pool.get("all", ())
    return pick(suited or pool["so"], share.task, body.code, what)


def _first_need(share: Share) -> int | None:
    return share.needs[0].id if share.needs else None


def _paper(
    paper: Paper, need: Need | None, values: Mapping[str, str], product: int | None
) -> Paper:
    issuer = need.issuer if need and need.by_other else ""
    subject = paper.subject.format_map(values)
    return replace(paper, subject=subject, issuer=issuer, product=product)
