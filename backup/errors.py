"""Why a backup, a restore or a move does not go on, in a sentence for the operator."""


class CannotGoOn(Exception):
    """Nothing was half done: what was there before is still there."""
