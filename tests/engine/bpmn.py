"""A few lines of text become a BPMN process without a picture: for tests of the engine."""

from xml.sax.saxutils import quoteattr

HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="test">'
)
PROPERTIES = (
    '<bpmn:extensionElements>{form}<zeebe:properties><zeebe:property name="domein" value="D01"/>'
    "</zeebe:properties></bpmn:extensionElements>"
)


def flows(text: str) -> str:
    """`a -> b -> c`, and `g -> b: =x > 1` for a condition, one path a line."""
    found = []
    for line in filter(None, (row.strip() for row in text.splitlines())):
        path, _, condition = line.partition(": ")
        nodes = [node.strip() for node in path.split("->")]
        body = (
            f"<bpmn:conditionExpression>{condition.replace('<', '&lt;')}</bpmn:conditionExpression>"
            if condition
            else ""
        )
        for source, target in zip(nodes, nodes[1:], strict=False):
            found.append(
                f'<bpmn:sequenceFlow id="{source}_{target}" sourceRef="{source}" targetRef="{target}">{body}</bpmn:sequenceFlow>'
            )
    return "".join(found)


def node(kind: str, ident: str, body: str = "", **attributes: str) -> str:
    """One element with its data domain."""
    extra = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return f'<bpmn:{kind} id="{ident}" name="{ident}"{extra}>{PROPERTIES.format(form="")}{body}</bpmn:{kind}>'


def users(*idents: str) -> str:
    return "".join(node("userTask", ident) for ident in idents)


def message(name: str) -> str:
    return f'<bpmn:messageEventDefinition id="d_{name}" messageRef="m_{name}"/>'


def timer(kind: str, text: str) -> str:
    return f"<bpmn:timerEventDefinition><bpmn:{kind}>{text}</bpmn:{kind}></bpmn:timerEventDefinition>"


def process(ident: str, *parts: str, path: str = "", messages: tuple[str, ...] = ()) -> bytes:
    """A whole file with one process."""
    known = "".join(f'<bpmn:message id="m_{name}" name="{name}"/>' for name in messages)
    return (
        f'{HEAD}{known}<bpmn:process id="{ident}" name="{ident}" isExecutable="true">{"".join(parts)}{flows(path)}</bpmn:process></bpmn:definitions>'
    ).encode()


def subprocess(ident: str, *parts: str, path: str, **attributes: str) -> str:
    return node("subProcess", ident, "".join(parts) + flows(path), **attributes)
