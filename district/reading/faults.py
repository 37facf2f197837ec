"""What can be wrong with a cell or a row: in words for a person, as a code for a program."""

from typing import Any, NamedTuple

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

SENTENCES = {
    "missing": _("Nothing is written here."),
    "missing_column": _("No column was recognised as “%(field)s”, which every row needs."),
    "not_cleared": _("This cannot be emptied."),
    "too_long": _("Too long: %(length)s characters, at most %(most)s."),
    "bad_code": _("“%(text)s” is no code: letters, digits, dots and hyphens only."),
    "code_twice": _("The code “%(text)s” stands in row %(row)s already."),
    "unit_twice": _("The same unit stands in row %(row)s already."),
    "name_taken": _("“%(text)s” is in the ledger already, as %(known)s; write that code."),
    "unknown_kind": _("“%(text)s” is no kind of unit; write one of: %(choices)s."),
    "kind_unsaid": _("The name does not say of which kind it is; write one of: %(choices)s."),
    "no_bureau": _("There is no bureau yet: set the ledger up first, or give it a row of its own."),
    "one_bureau": _("“%(name)s” (%(known)s) stands above all, and nothing else does beside it."),
    "bureau_stays": _("“%(name)s” stays what it is and where it is."),
    "code_taken": _("The code “%(text)s” is taken; write another one."),
    "say_parent": _("Several units could be above this one; write whom it reports to."),
    "another_tree": _("“%(text)s” belongs to another tree; a unit stays in its own."),
    "unknown_parent": _("There is no unit “%(text)s” to report to, in the ledger or in this file."),
    "ambiguous_unit": _("Several units are called “%(text)s”; write the code of the one."),
    "wrong_parent": _("%(kind)s does not report to %(parent)s, which is: %(parent_kind)s."),
    "has_units_below": _("Units report to it, so it cannot become this: %(kind)s."),
    "parent_faulty": _("“%(text)s” in row %(row)s is faulty itself."),
    "unit_closed": _("“%(text)s” is closed."),
    "bad_latitude": _("“%(text)s” is no latitude in degrees, such as 30.123456."),
    "bad_longitude": _("“%(text)s” is no longitude in degrees, such as 114.123456."),
    "half_a_place": _("A place needs both: latitude and longitude."),
    "bad_unit_phone": _("“%(text)s” is no phone number."),
    "power_of_ten": _(
        "Excel has shortened this number to “%(text)s”. Format the column as text and write it out."
    ),
    "phone_digits": _("“%(text)s” has %(n)s digits; a mobile number has 11."),
    "bad_phone": _("“%(text)s” is no phone number: 11 digits, or area code and number."),
    "bad_staff_number": _("“%(text)s” is no staff number: letters, digits, dots and hyphens only."),
    "zeros_lost": _(
        "“%(text)s” is shorter than the others, which begin with 0: Excel may have taken its "
        "zeros. Format the column as text and write it out."
    ),
    "bad_email": _("“%(text)s” is no e-mail address."),
    "unknown_unit": _("There is no unit “%(text)s”, in the ledger or in this file."),
    "unit_faulty": _("The unit “%(text)s” in row %(row)s is faulty itself."),
    "unknown_role": _("“%(text)s” is no role; write one of: %(choices)s."),
    "no_role": _("No role is written for somebody new; write one of: %(choices)s."),
    "title_is_no_role": _("“%(text)s” is a post and no role; write one of: %(choices)s."),
    "only_at_the_bureau": _("This role is held at the bureau: %(role)s."),
    "bad_date": _("“%(text)s” is no day with a year, such as 2026-09-01."),
    "ends_before_it_begins": _("The last day, %(last)s, is before the first, %(first)s."),
    "role_twice": _("This person has this role in row %(row)s already."),
    "two_names": _("Row %(row)s has the same staff number and another name, “%(name)s”."),
    "phone_twice": _("Row %(row)s, somebody else, has the same phone."),
    "two_phones": _("Row %(row)s gives this person another phone, %(text)s."),
    "two_emails": _("Row %(row)s gives this person another e-mail address, %(text)s."),
    "phone_of_another": _("In the ledger this phone is that of %(name)s (%(account)s)."),
    "ambiguous_person": _(
        "%(n)s people in the ledger fit “%(name)s”; write the staff number of the one."
    ),
    "ambiguous_in_file": _(
        "%(n)s people of this file are called “%(name)s” at this unit; write the staff number."
    ),
    "deactivated": _("The account %(account)s is deactivated; activate it first."),
    "number_taken": _("The staff number “%(text)s” is that of somebody else."),
    "named_one_by_one": _("Who handles tips is named on the person's page, not by a workbook."),
    "named_above": _("An administrator of this level is named by the level above."),
    "not_yours": _("This account is not yours to change: %(account)s."),
    "own_roles": _("Your own roles are for somebody else to give."),
}


class Fault(NamedTuple):
    """One thing wrong in `row` of `sheet` (as Excel numbers it) under the head `column`, which is
    empty where it is about the row as a whole; `told` fills the sentence."""

    sheet: str
    row: int
    column: str
    code: str
    told: dict[str, Any]

    @property
    def detail(self) -> str:
        return gettext(SENTENCES[self.code]) % self.told
