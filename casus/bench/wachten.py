"""A model that waits for a timer and then asks the coordinator something; our own models have no timers yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import msgspec

from casus.engine import Catalogue, Engine
from casus.engine.catalogue import Bundle

PROCES = "bench_wachten"
WACHT = timedelta(days=14)
MODEL = b"""<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="https://casus.example/bench">
  <bpmn:process id="bench_wachten" name="Wachten" isExecutable="true">
    <bpmn:laneSet id="bench_lanes"><bpmn:lane id="bench_lane_vc" name="verzuimco\xc3\xb6rdinator">
      <bpmn:flowNodeRef>bench_begin</bpmn:flowNodeRef><bpmn:flowNodeRef>bench_wacht</bpmn:flowNodeRef>
      <bpmn:flowNodeRef>bench_kijken</bpmn:flowNodeRef><bpmn:flowNodeRef>bench_klaar</bpmn:flowNodeRef>
    </bpmn:lane></bpmn:laneSet>
    <bpmn:startEvent id="bench_begin" name="Begin" />
    <bpmn:intermediateCatchEvent id="bench_wacht" name="Twee weken wachten">
      <bpmn:extensionElements><zeebe:properties>
        <zeebe:property name="domein" value="D23" />
      </zeebe:properties></bpmn:extensionElements>
      <bpmn:timerEventDefinition><bpmn:timeDuration>P14D</bpmn:timeDuration></bpmn:timerEventDefinition>
    </bpmn:intermediateCatchEvent>
    <bpmn:userTask id="bench_kijken" name="Opnieuw kijken">
      <bpmn:extensionElements><zeebe:userTask /><zeebe:properties><zeebe:property name="domein" value="D04" />
        <zeebe:property name="termijn" value="5 schooldagen" /></zeebe:properties></bpmn:extensionElements>
    </bpmn:userTask>
    <bpmn:endEvent id="bench_klaar" name="Klaar" />
    <bpmn:sequenceFlow id="bench_1" sourceRef="bench_begin" targetRef="bench_wacht" />
    <bpmn:sequenceFlow id="bench_2" sourceRef="bench_wacht" targetRef="bench_kijken" />
    <bpmn:sequenceFlow id="bench_3" sourceRef="bench_kijken" targetRef="bench_klaar" />
  </bpmn:process>
</bpmn:definitions>"""


@dataclass(frozen=True)
class Wachtend:
    """A state that waits; every casus gets a copy with ids of its own."""

    spec_hash: str
    state: bytes
    timer: UUID
    ids: tuple[bytes, ...]

    def kopieen(self) -> Iterator[tuple[bytes, UUID]]:
        """Without end: a state and the id of its timer."""
        while True:
            state, timer = self.state, self.timer
            for old in self.ids:
                new = uuid4()
                state = state.replace(old, new.bytes)
                timer = new if old == self.timer.bytes else timer
            yield state, timer


def wachtend(bundle: Bundle, moment: datetime) -> Wachtend:
    """A casus of the waiting model whose timer is just over its moment."""
    engine = Engine(Catalogue(bundle, lambda _: {}))
    stand = engine.start(PROCES, {}, moment - WACHT - timedelta(minutes=1))
    (timer,) = stand.timers
    _, head, _ = msgspec.msgpack.decode(stand.verloop.state)
    return Wachtend(stand.verloop.spec_hash, stand.verloop.state, timer, tuple(row[0] for row in head[0]))
