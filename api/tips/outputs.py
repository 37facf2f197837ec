"""How a tip is told to those who handle it."""

from typing import Any

from django.urls import reverse

from api.hazards.outputs import day, person, unit_ref
from hazards.amounts import in_yuan
from tips.law import FEEDBACK, REWARD
from tips.models import FollowUp, Tip, TipPhoto
from tips.public.progress import Progress


def row(tip: Tip) -> dict[str, Any]:
    return {
        "id": str(tip.pk),
        "state": tip.state,
        "state_label": tip.get_state_display(),
        "version": tip.version,
        "unit": unit_ref(tip.unit),
        "verifier": unit_ref(tip.verifier),
        "place": tip.place,
        "channel": tip.channel,
        "received_on": day(tip.received_on),
        "decided_on": day(tip.decided_on),
        "feedback_due_on": day(tip.feedback_due_on),
        "answered_on": day(tip.answered_on),
    }


def detail(tip: Tip, user) -> dict[str, Any]:
    return {
        **row(tip),
        "text": tip.text,
        "photos": [photo(one) for one in tip.photos.all() if one.deleted_on is None],
        "decided_by": person(tip.decided_by),
        "hazard": key(tip.hazard_id),
        "repeat_of": key(tip.repeat_of_id),
        "forwarded_to": tip.forwarded_to,
        "answer": tip.answer,
        "keeps_identity": tip.keeps_identity,
        "identity_deleted_on": day(tip.identity_deleted_on),
        "follow_ups": [follow_up(one) for one in tip.follow_ups.all()],
        "moves": moves(tip, user),
    }


def moves(tip: Tip, user) -> list[dict[str, str]]:
    open_moves = [one.declared for one in tip.moves_open_to(user)]
    acts = [act for act in (FEEDBACK, REWARD) if act.is_open_to(tip, user)]
    return [{"name": one.slug, "label": str(one.label)} for one in (*open_moves, *acts)]


def key(pk) -> str | None:
    return str(pk) if pk else None


def photo(one: TipPhoto) -> dict[str, str]:
    sizes = {size: reverse("api:tip-photo", args=[one.tip_id, one.pk, size]) for size in one.SIZES}
    return {"id": str(one.pk), **sizes}


def follow_up(one: FollowUp) -> dict[str, Any]:
    return {
        "id": str(one.pk),
        "kind": one.kind,
        "unit": unit_ref(one.unit),
        "tip": key(one.tip_id),
        "day": day(one.day),
        "amount": in_yuan(one.amount),
        "title": one.title,
        "recorded_by": person(one.recorded_by),
        "superseded_by": key(one.superseded_by_id),
    }


def progress(one: Progress) -> dict[str, Any]:
    return {
        "stage": one.stage,
        "received_on": day(one.received_on),
        "verified_on": day(one.verified_on),
        "outcome": one.outcome,
        "answer_due_on": day(one.answer_due_on),
        "answered_on": day(one.answered_on),
        "answer": one.answer,
        "closed_on": day(one.closed_on),
    }
