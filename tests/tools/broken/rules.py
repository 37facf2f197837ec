"""The rules that are broken, one from each corner of the house, and the tests that should notice.

A rule that is written otherwise one day is found by `tests/tools/test_broken.py`, which misses the
line it stood in.
"""

from typing import NamedTuple


class Rule(NamedTuple):
    """`old` stands once in `file`; with `new` in its place the rule holds no more."""

    says: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]


RULES = (
    Rule(
        "Nobody checks what they rectified, nor what was rectified for them.",
        "workflow/policy.py",
        "return is_reviewer(hazard, user) and user.pk not in (",
        "return is_reviewer(hazard, user) or user.pk not in (",
        ("tests/workflow/test_law.py",),
    ),
    Rule(
        "A major hazard is closed by an auditor.",
        "workflow/policy.py",
        "    if hazard.is_major:\n        return False\n    if hazard.was_found_by_bureau:",
        "    if hazard.was_found_by_bureau:",
        ("tests/workflow/test_law.py",),
    ),
    Rule(
        "A hazard listed for supervision is not closed.",
        "workflow/needs.py",
        "lambda case: not case.evidence.is_listed",
        "lambda case: True",
        ("tests/hazards/test_actions.py",),
    ),
    Rule(
        "A role reaches its unit and what is below it, and nothing else.",
        "organizations/scope.py",
        "return unit.path.startswith(self.path)",
        "return True",
        ("tests/organizations/test_scope.py",),
    ),
    Rule(
        "A role gives no right after its last day.",
        "organizations/people.py",
        "Q(ends_on__gte=on or timezone.localdate())",
        "Q(ends_on__isnull=False)",
        ("tests/organizations/test_roles_have_days.py",),
    ),
    Rule(
        "A photo is seen by those who see its hazard.",
        "hazards/models/evidence.py",
        "return self.filter(Q(hazard__in=seen) | own)",
        "return self.filter(Q(hazard__isnull=False) | own)",
        ("tests/api/hazards/test_photos.py", "tests/api/hazards/test_sight.py"),
    ),
    Rule(
        "Overdue is past the deadline in force, whose last day still counts.",
        "hazards/models/querysets.py",
        "return self.open().filter(due_on__lt=on or timezone.localdate())",
        "return self.open().filter(due_on__lte=on or timezone.localdate())",
        ("tests/hazards/worklist/test_waiting.py",),
    ),
    Rule(
        "The share of nothing is no rate.",
        "figures/definitions.py",
        "numerator / denominator if denominator else None",
        "numerator / denominator if denominator else 0",
        ("tests/figures/test_worked_examples.py", "tests/api/figures/test_figures.py"),
    ),
    Rule(
        "A rate is rounded up to all only where nothing is left.",
        "hazards/amounts.py",
        "tenths += 1 if exact > 1 else -1",
        "tenths += 0",
        ("tests/papers/test_printed_rates.py",),
    ),
    Rule(
        "Found again within 90 days after a closure is a repeat.",
        "hazards/services/repeats.py",
        "timedelta(days=REPEAT_DAYS)),",
        "timedelta(days=REPEAT_DAYS + 1)),",
        ("tests/hazards/test_repeats.py",),
    ),
    Rule(
        "The first deadline of a hazard stays its original one.",
        "workflow/hazard_columns.py",
        "self.original_due_on = self.original_due_on or due_on",
        "self.original_due_on = due_on",
        ("tests/hazards/test_actions.py",),
    ),
    Rule(
        "More time never moves the original deadline.",
        "hazards/services/alongside.py",
        "    doing.record.due_on = extension.until\n",
        "    doing.record.due_on = doing.record.original_due_on = extension.until\n",
        ("tests/hazards/test_actions.py",),
    ),
    Rule(
        "Nobody grants their own request for more time.",
        "hazards/services/alongside.py",
        "if doing.beside.requested_by_id == doing.by.pk:",
        "if doing.beside.requested_by_id is None:",
        ("tests/hazards/test_actions.py",),
    ),
    Rule(
        "Who hands a return in does not accept it.",
        "workflow/policy.py",
        "if one.is_the_last_sum or one.submitted_by_id == user.pk:",
        "if one.is_the_last_sum:",
        ("tests/workflow/test_law_of_returns.py",),
    ),
    Rule(
        "A frozen return whose figures are altered is found.",
        "returns/verification.py",
        "if digest_of(submission.document) != submission.digest:",
        "if not submission.digest:",
        ("tests/returns/frozen",),
    ),
    Rule(
        "The sum of a unit is its own figure and those of the units below.",
        "returns/table/aggregation.py",
        "    return sum(parts)\n",
        "    return max(parts)\n",
        ("tests/returns/table/test_rollup.py",),
    ),
    Rule(
        "An adjusted figure needs a reason.",
        "returns/services/filling.py",
        'if not said["reason"]:',
        'if said["reason"] is None:',
        ("tests/returns/table/test_adjusting.py",),
    ),
    Rule(
        "What somebody wrote is no formula in an exported file.",
        "papers/ledger/files.py",
        'FORMULAS = ("=", "+", "-", "@", "\\t", "\\r")',
        'FORMULAS = ("=", "+", "@", "\\t", "\\r")',
        ("tests/papers/test_ledger_out.py",),
    ),
    Rule(
        "A public notice shows no telephone number in a place.",
        "papers/publishing/finding.py",
        "if cue.hides is not Hides.WORD:",
        "if cue.hides is Hides.NAME:",
        ("tests/papers/test_public_notice.py", "tests/papers/publishing/test_cues.py"),
    ),
    Rule(
        "A public notice goes out once every row of it is confirmed.",
        "papers/periods/public_notice.py",
        "if lacking:",
        "if lacking and not lines:",
        ("tests/papers/test_public_notice.py",),
    ),
    Rule(
        "A row of a public notice is confirmed of the hazard as it is now.",
        "papers/publishing/services.py",
        "wording is not None and wording.confirmed_version == hazard.version",
        "wording is not None and wording.confirmed_version is not None",
        ("tests/papers/test_public_notice.py",),
    ),
    Rule(
        "A cue that was checked is checked in the words it stood in.",
        "papers/publishing/perform.py",
        "if field_of(key) not in changed",
        "if field_of(key)",
        ("tests/papers/publishing/test_wordings.py",),
    ),
    Rule(
        "A line of history names the digest of the line before it.",
        "records/chain.py",
        "if entry.previous_digest != previous or entry.digest != entry.computed_digest():",
        "if entry.digest != entry.computed_digest():",
        ("tests/records/test_chain.py",),
    ),
    Rule(
        "Only so many calls a minute.",
        "throttling/rates.py",
        "if count > most:",
        "if count > most + 1:",
        ("tests/throttling/test_rates.py",),
    ),
    Rule(
        "Only so many wrong passwords.",
        "throttling/lockout.py",
        "[limit - 1 : limit].first()",
        "[limit : limit + 1].first()",
        ("tests/throttling/test_lockout.py",),
    ),
    Rule(
        "A token does no more than its scope says.",
        "accounts/models/access.py",
        "return widths.index(self) >= widths.index(other)",
        "return widths.index(self) <= widths.index(other)",
        ("tests/api/accounts/test_scopes.py",),
    ),
    Rule(
        "A token opens nothing after its end.",
        "accounts/tokens.py",
        "alive = begins.filter(expiry__gt=timezone.now())",
        "alive = begins.filter(expiry__isnull=False)",
        ("tests/api/accounts/test_tokens.py", "tests/accounts/test_tokens.py"),
    ),
    Rule(
        "Each row of an old ledger enters once: its key is what it says.",
        "imports/rows/identity.py",
        "return uuid.uuid5(IMPORTED, hashlib.sha256(body.encode()).hexdigest())",
        "return uuid.uuid4()",
        ("tests/imports/test_loading.py",),
    ),
    Rule(
        "The seed decides where a sample begins.",
        "rechecks/drawing.py",
        'lot(seed, "start", unit)',
        'lot("", "start", unit)',
        ("tests/rechecks/test_drawing.py",),
    ),
    Rule(
        "Nobody looks again at what they closed themselves.",
        "workflow/policy.py",
        "user.pk not in (*done_by, *since)",
        "user.pk not in since",
        ("tests/rechecks/test_law.py",),
    ),
    Rule(
        "One key for two requests is refused.",
        "api/idempotency.py",
        "if row.fingerprint != fingerprint:",
        "if not fingerprint:",
        ("tests/api/test_repeating.py",),
    ),
    Rule(
        "A move on what has changed since it was read is refused.",
        "records/perform.py",
        "if version is not None and version != mine.version:",
        "if version is not None and version > mine.version:",
        ("tests/records/test_perform.py", "tests/api/test_repeating.py"),
    ),
    Rule(
        "A message about what is out of sight is withheld.",
        "notifications/sight.py",
        "message.is_withheld = message.about not in seen[message.subject]",
        "message.is_withheld = False",
        ("tests/notifications",),
    ),
)
