"""What members and the ways to fuse them reach on the dev part, and what they cost on this machine."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from models.evaluation.answering import answers_to, truth_of
from models.evaluation.measuring import Truth, compare, measure
from models.evaluation.ranking import goodness
from models.fusion import mixing
from models.fusion.cascade_curve import curve
from models.fusion.member import Member
from models.interface import Examples, Floats, Ints, Target
from studio.core.fusion import NO_CASCADE, FusionTrial, Mixture, WeighedMember, Weighing

_WARM_UP = 8


@dataclass(frozen=True)
class Answered:
    """A member's answers to the dev texts, as of `Member.answers`, and the seconds one text took it."""

    model_id: str
    member: Member
    answers: Floats
    seconds: float


def answered(
    model_ids: Sequence[str], members: Sequence[Member], dev: Examples, report: Callable[[str], None]
) -> list[Answered]:
    """Let every member answer the dev texts, after a few that only warm it up; as served, in batches."""
    found = []
    for model_id, member in zip(model_ids, members, strict=True):
        report(f"Answering the dev part: {member.name}")
        member.answers(Examples(dev.texts[:_WARM_UP], None if dev.pairs is None else dev.pairs[:_WARM_UP]))
        started = time.perf_counter()
        answers = member.answers(dev)
        found.append(Answered(model_id, member, answers, (time.perf_counter() - started) / max(1, len(dev))))
    return found


def weigh(said: Sequence[Answered], dev: Examples, key: str, clusters: Sequence[str] | None = None) -> FusionTrial:
    """Members the fastest first, ensembles of both weighings, and the cascade of the fastest and the slowest.

    `key` is the metric; the rows of `dev` have targets. Where each label needs a threshold, members and ensembles get
    theirs alike, for each row from the other rows: those a version is served with were chosen on these.
    """
    said = sorted(said, key=lambda each: each.seconds)
    target = said[0].member.model.target
    truth = truth_of(target, dev, clusters)
    alone = [_decided(target, each.answers, dev) for each in said]
    members = tuple(
        WeighedMember(each.model_id, each.member.name, each.seconds, measure(truth, answers, [key])[key])
        for each, answers in zip(said, alone, strict=True)
    )
    best = max(range(len(said)), key=lambda place: goodness(members[place].dev.value, key))
    mixtures = tuple(_mixture(each, said, dev, truth, alone[best], key) for each in Weighing)
    if reason := NO_CASCADE.get(target.task):
        return FusionTrial(key, len(dev), members, mixtures, no_cascade=reason)
    seconds = (said[0].seconds, said[-1].seconds)
    points, place = curve(said[0].answers, said[-1].answers, dev, truth, key, seconds)
    return FusionTrial(key, len(dev), members, mixtures, tuple(points), place)


def _mixture(
    weighing: Weighing, said: Sequence[Answered], dev: Examples, truth: Truth, best: Ints | Floats, key: str
) -> Mixture:
    target: Target = truth.target
    weights = mixing.weights_of(weighing, target, [each.answers for each in said], dev.targets)
    answers = _decided(target, mixing.mean([each.answers for each in said], weights), dev)
    seconds = sum(each.seconds for each, weight in zip(said, weights, strict=True) if weight > 0)
    return Mixture(weighing, weights, seconds, measure(truth, answers, [key])[key], compare(truth, answers, best, key))


def _decided(target: Target, answers: Floats, dev: Examples) -> Ints | Floats:
    return answers_to(target, mixing.as_raw(answers, target.task), dev)
