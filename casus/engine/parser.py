"""BPMN as Camunda Modeler writes it (zeebe extensions) into SpiffWorkflow's task specs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser, full_tag
from SpiffWorkflow.bpmn.parser.task_parsers import CallActivityParser, ConditionalGatewayParser
from SpiffWorkflow.bpmn.parser.TaskParser import TaskParser
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException
from SpiffWorkflow.bpmn.script_engine.python_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.bpmn_task_spec import BpmnTaskSpec
from SpiffWorkflow.bpmn.specs.defaults import CallActivity, ExclusiveGateway, InclusiveGateway, ManualTask, UserTask
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import LoopTask
from SpiffWorkflow.dmn.specs.business_rule_task_mixin import BusinessRuleTaskMixin

from casus.engine import names
from casus.engine.decisions import Decision
from casus.feel import compile_expression, day, from_json, plain


class FeelEngine(PythonScriptEngine):  # type: ignore[misc]
    """Every expression in a model is our FEEL; scripts do not exist."""

    def validate(self, expression: str) -> None:
        """Refuse at parse what would fail when it runs."""
        compile_expression(expression)

    def evaluate(self, task: Any, expression: str, external_context: Any = None) -> Any:  # noqa: ARG002
        """The value of a condition, or an ISO literal of a timer as it stands."""
        return evaluate(expression, task.data)

    def execute(self, task: Any, script: str, external_context: Any = None) -> None:  # noqa: ARG002
        """Raise: a model decides, it does not compute."""
        raise ValueError(f"scripts are refused in models: {script!r}")


def evaluate(expression: str, data: Mapping[str, Any]) -> Any:
    """Text with a leading `=` is FEEL; other text (PT4H, 2026-12-05) is a literal."""
    text = expression.strip()
    if not text.startswith("="):
        return text
    return plain(compile_expression(text)({key: _flag(value) for key, value in data.items()}))


def _flag(value: Any) -> Any:
    """Flags that write a date compare with dates: the engine itself stores them as ISO text."""
    return (day(value) if isinstance(value, str) else None) or from_json(value)


class BusinessRuleTask(BusinessRuleTaskMixin, BpmnTaskSpec):  # type: ignore[misc]
    """A step in which a decision table speaks."""


class DecisionCaller:
    """What SpiffWorkflow asks for a result: one of our decisions and the flag for its outcome."""

    def __init__(self, decision: Decision, variable: str) -> None:
        self.decision = decision
        self.variable = variable

    def result(self, task: Any) -> dict[str, Any]:
        """The outcome of the table, under the names of its outputs or under the one flag asked for."""
        given = {key: _flag(value) for key, value in task.data.items()}
        outcome = plain(self.decision.decide(given).waarde)
        if isinstance(outcome, dict) and len(outcome) > 1:
            return outcome
        if isinstance(outcome, dict):
            return {self.variable: next(iter(outcome.values()))}
        return {self.variable: outcome}


class HumanTaskParser(TaskParser):  # type: ignore[misc]
    """A human step with its form and properties."""

    def parse_extensions(self, node: Any = None) -> dict[str, Any]:
        element = self.node if node is None else node
        return {**names.properties(element), "formulier": names.form_of(element)}


class ConditionParser(ConditionalGatewayParser):  # type: ignore[misc]
    """A gateway whose conditions are FEEL: other text would count as true."""

    def parse_condition(self, sequence_flow: Any) -> Any:
        condition = super().parse_condition(sequence_flow)
        if condition is not None and not condition.strip().startswith("="):
            self.raise_validation_exception(f"a condition starts with '=': {condition}")
        return condition


class RuleTaskParser(TaskParser):  # type: ignore[misc]
    """A business rule task with `zeebe:calledDecision`."""

    def create_task(self) -> Any:
        called = names.called_decision(self.node)
        decision = None if called is None else self.process_parser.parser.decisions.get(called[0])
        if called is None or decision is None:
            raise ValidationException(f"no decision {called} is known", node=self.node, file_name=self.filename)
        caller = DecisionCaller(decision, called[1])
        return self.spec_class(self.spec, self.bpmn_id, dmnEngine=caller, **self.bpmn_attributes)


class CallParser(CallActivityParser):  # type: ignore[misc]
    """A call activity with `zeebe:calledElement`."""

    def create_task(self) -> Any:
        process = names.called_process(self.node)
        if not process:
            raise ValidationException("the call activity calls no process", node=self.node, file_name=self.filename)
        return self.spec_class(self.spec, self.bpmn_id, subworkflow_spec=process, **self.bpmn_attributes)


class Parser(BpmnParser):  # type: ignore[misc]
    """SpiffWorkflow's parser with our human, rule and call steps."""

    OVERRIDE_PARSER_CLASSES: ClassVar = {
        full_tag("userTask"): (HumanTaskParser, UserTask),
        full_tag("manualTask"): (HumanTaskParser, ManualTask),
        full_tag("businessRuleTask"): (RuleTaskParser, BusinessRuleTask),
        full_tag("exclusiveGateway"): (ConditionParser, ExclusiveGateway),
        full_tag("inclusiveGateway"): (ConditionParser, InclusiveGateway),
        full_tag("callActivity"): (CallParser, CallActivity),
    }

    def __init__(self, decisions: Mapping[str, Decision]) -> None:
        super().__init__()
        self.decisions = decisions

    def all_specs(self) -> dict[str, BpmnProcessSpec]:
        """Every process and subprocess by its id, made safe to share between workflows."""
        specs: dict[str, BpmnProcessSpec] = {}
        while new := self.process_parsers.keys() - specs.keys():  # a subprocess registers when its parent is read
            specs |= {name: self.process_parsers[name].get_spec() for name in sorted(new)}
        for spec in specs.values():
            _settle(spec)
        return specs


def _settle(spec: BpmnProcessSpec) -> None:
    """Make now the links that SpiffWorkflow would add to the shared spec while a workflow runs.

    An event subprocess that starts for one casus must not become a step of the next one, and a
    multi-instance step must know its children also in a process that only loaded the state.
    """
    for name in spec.start.trigger_specs:
        trigger = spec.task_specs[name]
        if spec.start.name not in trigger._inputs:  # `inputs` is a copy
            trigger._inputs.append(spec.start.name)
            trigger.connect(spec.end)
    for task_spec in list(spec.task_specs.values()):
        if isinstance(task_spec, LoopTask):
            child = spec.task_specs[task_spec.task_spec]
            if not child.completed_event.is_connected(task_spec.merge_child):
                child.completed_event.connect(task_spec.merge_child)
