"""Makes the outputs of a notebook small: one form of each, and what nobody sees left out."""
import re
import xml.etree.ElementTree as ElementTree

SVG, LINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
ElementTree.register_namespace("", SVG[1:-1])
ElementTree.register_namespace("xlink", LINK[1:-5])
REFERENCE = re.compile(r'(?:href="|url\()#([^")]+)')


def small_output(data):
    """An output, by MIME type: a drawing or a table alone, without its substitute in plain text."""
    if "image/svg+xml" in data:
        return {"image/svg+xml": small_drawing(data["image/svg+xml"])}
    if "text/html" in data:
        table = re.sub(r"<style scoped>.*?</style>|\n\s*", "", data["text/html"], flags=re.DOTALL)
        return {"text/html": re.sub(r' (?:border="1"|class="dataframe"|style="text-align: right;")', "", table)}
    return data


def small_drawing(text):
    """An SVG of Matplotlib that looks the same, to a tenth of a point."""
    root = ElementTree.fromstring(re.sub(r"<!DOCTYPE[^>]*>", "", text))
    used = REFERENCE.findall(text)
    for node in root.iter():
        tidy_attributes(node, used)
    marks = {node.get("id"): node for node in root.iter(SVG + "path") if "id" in node.attrib}
    tidy_children(root, marks, {name for name in marks if used.count(name) == 1})
    used = REFERENCE.findall(ElementTree.tostring(root, encoding="unicode"))
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag == SVG + "metadata" or "id" in child.attrib and child.get("id") not in used:
                parent.remove(child)
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag == SVG + "defs" and not len(child):
                parent.remove(child)
    root.set("style", "font-size:10px;font-family:DejaVu Sans,sans-serif")
    # Single quotes are one byte in JSON, double ones two.
    quoted = re.compile("=\"([^\"']*)\"")
    return re.sub("<[^>]*>", lambda tag: quoted.sub(r"='\1'", tag[0]).replace(" />", "/>"),
                  ElementTree.tostring(root, encoding="unicode"))


def short(number):
    """Tenths, written as briefly as can be."""
    return re.sub(r"^(-?)0\.", r"\1.", f"{number:.1f}".removesuffix(".0")).replace("-0", "0")


def shortened(text):
    return re.sub(r"-?\d+\.?\d*", lambda number: short(float(number[0])), text)


def small_path(path):
    """A path in steps, whose tenths are counted whole: rounding does not add up."""
    parts, last, here, start = [], "", (0, 0), (0, 0)
    for command, numbers in re.findall(r"([A-Za-z])([^A-Za-z]*)", path):
        values = [round(10 * float(number)) for number in numbers.split()]
        steps = "".join(step if step.startswith("-") else " " + step for step in
                        (short((value - here[place % 2]) / 10) for place, value in enumerate(values)))
        here = tuple(values[-2:]) if values else start
        start = here if command == "M" else start
        parts.append(steps if command == last == "L" else command.lower() + steps.removeprefix(" "))
        last = command
    return "".join(parts)


def tidy_attributes(node, used):
    if node.get("id") not in used:
        node.attrib.pop("id", None)
    if "d" in node.attrib:
        node.set("d", small_path(node.get("d")))
    for name in ("x", "y", "width", "height", "viewBox", "transform"):
        if name in node.attrib:
            node.set(name, shortened(node.get(name)))
    if node.get("transform", "").startswith("rotate(0 "):
        del node.attrib["transform"]
    rules = [re.sub(r"\s*:\s*", ":", rule.strip()) for rule in node.attrib.pop("style", "").split(";")]
    # The whole drawing says these once.
    rules = [rule for rule in rules if rule and rule != "font-size:10px" and not rule.startswith("font-family:'DejaVu Sans'")]
    if rules:
        node.set("style", ";".join(rules))
    node.text, node.tail = node.text if (node.text or "").strip() else None, None


def tidy_children(parent, marks, single):
    """Groups that say nothing are dissolved, what all of a group share is said once, marks that are used once stand there."""
    children = []
    for child in list(parent):
        parent.remove(child)
        tidy_children(child, marks, single)
        group = child.tag == SVG + "g"
        if group and len(child) == 1 and not child.attrib.keys() & child[0].attrib.keys():
            child[0].attrib.update(child.attrib)
            children.append(child[0])
        elif group and not child.attrib:
            children += list(child)
        elif child.get(LINK, "")[1:] in single:
            children.append(placed(child, marks[child.get(LINK)[1:]]))
        elif len(child) or not group:
            children.append(child)
    parent.extend(children)
    if parent.tag != SVG + "g" or len(children) < 2:
        return
    for name in ("style", "clip-path"):
        values = {child.get(name) for child in children}
        if name not in parent.attrib and len(values) == 1 and None not in values:
            parent.set(name, values.pop())
            for child in children:
                del child.attrib[name]
    if {(child.get(LINK), len(child.attrib)) for child in children} == {(children[0].get(LINK, "none"), 3)}:
        dot(parent, children, marks[children[0].get(LINK)[1:]])


def placed(use, mark):
    """A mark where it is used."""
    x, y, rest = re.fullmatch(r"m(-?[\d.]+) ?(-?[\d.]+)(.*)", mark.get("d")).groups()
    place = short(float(x) + float(use.get("x"))) + " " + short(float(y) + float(use.get("y")))
    path = ElementTree.Element(SVG + "path", {"d": "m" + place.replace(" -", "-") + rest})
    rules = [node.get("style") for node in (use, mark) if "style" in node.attrib]
    if rules:
        path.set("style", ";".join(rules))
    if "clip-path" in use.attrib:
        path.set("clip-path", use.get("clip-path"))
    return path


def dot(group, uses, mark):
    """Round marks of one colour are one path: lines of no length with round ends."""
    radius = re.match(r"m0 ([\d.]+)c", mark.get("d"))
    if not radius or "stroke-width" in mark.get("style", "") + group.get("style", ""):
        return
    places = small_path(" ".join(f"M {use.get('x')} {use.get('y')}" for use in uses))
    for use in uses:
        group.remove(use)
    ElementTree.SubElement(group, SVG + "path", {
        "d": re.sub(r"(?<=\d)(?=m|$)", "h0", places),
        "style": f"stroke-width:{short(1 + 2 * float(radius[1]))};stroke-linecap:round"})
