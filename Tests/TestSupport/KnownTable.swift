import CAssets

/// The lines of a table of known answers that the program carries, without remarks; nil when it carries none of that name.
public func knownTable(_ name: String) -> [Substring]? {
  var length = 0
  guard let bytes = rm_asset("known-answers/" + name, &length) else { return nil }
  let text = String(decoding: UnsafeBufferPointer(start: bytes, count: length), as: UTF8.self)
  return text.split(separator: "\n").filter { !$0.hasPrefix("#") }
}
