"""What the OpenAPI document calls the choices of fields that share a name; the settings name it."""

ENUM_NAMES = {
    "RoleEnum": "organizations.people.Role",
    "EventKindEnum": "audit.kinds.Kind",
    "DoorEnum": "audit.kinds.Door",
    "EventResultEnum": "audit.kinds.Result",
    "LeftOutKindEnum": "imports.reading.left_out.KINDS",
    "TokenScopeEnum": "accounts.models.Scope",
    "TypeEnum": "api.hazards.schemas.ERROR_TYPES",
    "IndicatorTypeEnum": "returns.forms.shape.TYPES",
    "KindEnum": "organizations.models.Unit.Kind",
    "PaperKindEnum": "papers.issued.Kind",
    "CheckKindEnum": "returns.forms.shape.CHECKS",
    "SourceEnum": "hazards.models.Source",
    "ReportedFromEnum": "hazards.models.REPORTED_FROM",
    "DecisionEnum": "hazards.models.Extension.Decision",
    "TransferDecisionEnum": "hazards.models.Transfer.Decision",
    "StateEnum": "workflow.states.State",
    "ReturnStateEnum": "workflow.states.ReturnState",
    "JobStateEnum": "jobs.models.Job.Phase",
    "LevelEnum": "hazards.models.Supervision.Level",
    "CheckLevelEnum": "returns.forms.shape.LEVELS",
}
