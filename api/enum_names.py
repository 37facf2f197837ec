"""What the OpenAPI document calls the choices of fields that share a name; the settings name it."""

ENUM_NAMES = {
    "EventKindEnum": "audit.kinds.Kind",
    "DoorEnum": "audit.kinds.Door",
    "EventResultEnum": "audit.kinds.Result",
    "LeftOutKindEnum": "imports.left.KINDS",
    "TypeEnum": "api.shapes.ERROR_TYPES",
    "IndicatorTypeEnum": "reports.forms.shape.TYPES",
    "KindEnum": "organizations.models.Unit.Kind",
    "PaperKindEnum": "reports.issued.Kind",
    "CheckKindEnum": "reports.forms.shape.CHECKS",
    "SourceEnum": "hazards.models.Source",
    "ReportedFromEnum": "hazards.models.REPORTED_FROM",
    "DecisionEnum": "hazards.models.Extension.Decision",
    "TransferDecisionEnum": "hazards.models.Transfer.Decision",
    "StateEnum": "workflow.states.State",
    "ReturnStateEnum": "workflow.states.ReturnState",
    "JobStateEnum": "jobs.models.Job.Phase",
    "LevelEnum": "hazards.models.Supervision.Level",
    "CheckLevelEnum": "reports.forms.shape.LEVELS",
}
