"""bpmn-js opens and saves every model without loss; what it saved runs, and lint finds nothing in it."""

from pathlib import Path

import pytest

from casus.engine import names
from casus.engine.catalogue import parse, read_bundle
from casus.services.modellen import lint
from casus.settings import data_folder

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
ROOT = Path(__file__).parents[2]
MODELER = ROOT / "node_modules/bpmn-js/dist/bpmn-modeler.development.js"
SAVE = """
async (xml) => {
  const modeler = new BpmnJS({ container: document.body });
  const { warnings } = await modeler.importXML(xml);
  const shape = modeler.get("elementRegistry").filter((e) => e.type === "bpmn:UserTask")[0];
  if (shape) modeler.get("modeling").updateProperties(shape, { name: shape.businessObject.name + "!" });
  const saved = await modeler.saveXML({ format: true });
  return [saved.xml, warnings.map((w) => w.message)];
}
"""


def meaning(data: bytes) -> set:
    """Every element with its attributes and text, without the drawing."""
    found = set()
    for node in names.read_xml(data).iter():
        if "DI}" not in node.tag and "DC}" not in node.tag and not node.tag.startswith(names.DI):
            text = " ".join((node.text or "").split())
            found.add((node.tag, tuple(sorted(node.attrib.items())), text.removesuffix("!")))
    return {(tag, tuple((k, v.removesuffix("!")) for k, v in attributes), text) for tag, attributes, text in found}


@pytest.mark.parametrize("name", sorted(path.name for path in data_folder("workflows").glob("*.bpmn")))
def test_modeller_opens_edits_and_saves_without_loss(chromium, name, tmp_path):
    bundle = read_bundle(data_folder("workflows"))
    page = chromium.new_page()
    page.set_content("<body style='height:100vh'></body>")
    page.add_script_tag(path=str(MODELER))
    saved, warnings = page.evaluate(SAVE, bundle[name].decode())
    page.close()
    assert warnings == []
    assert meaning(saved.encode()) == meaning(bundle[name])
    parse({**bundle, name: saved.encode()})
    (tmp_path / name).write_text(saved, "utf-8")
    assert lint([tmp_path], [data_folder("workflows"), data_folder("forms")]) == []
