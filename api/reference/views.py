"""What other calls are told by id: units, categories, clauses, people."""

from api.hazards.inputs import categories, clauses
from api.hazards.schemas import CategoryOutput, ClauseOutput
from api.views import ListView


class CategoriesView(ListView):
    """The kinds of hazard in use."""

    responses, tag = {"GET": {200: CategoryOutput(many=True)}}, "reference"

    def get_queryset(self):
        return categories(self.request.user)


class ClausesView(ListView):
    """The clauses in force; one of them met makes a hazard major."""

    responses, tag = {"GET": {200: ClauseOutput(many=True)}}, "reference"

    def get_queryset(self):
        return clauses(self.request.user)
