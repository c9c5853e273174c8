/// A mapping with a group's keys, as a value.
struct GroupRule<Root: Sendable>: Rule {
  let group: FieldGroup<Root>
  let fresh: Root

  func decode(_ node: Node, _ path: String, _ diagnosis: inout Diagnosis) -> Root? {
    var root = fresh
    group.decode(node, path, &root, &diagnosis)
    return root
  }

  func literal(_ value: Root) -> Literal { Literal.mapping(group.entries(value)).withoutComments }

  var schema: [(String, JSON)] { group.schema(fresh) }
}
