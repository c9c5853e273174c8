import CVectorMath
import PortableMath

/// A field of a block's addresses: one value for all, or one for each element.
public enum Words {
  case same(UInt32)
  case each(Column<UInt32>)

  func checkCount(_ count: Int) {
    if case .each(let column) = self { precondition(column.count == count, "Words: counts differ") }
  }

  /// The form that C takes; the pointer is the column's, valid as long as its buffer.
  var forC: rm_words {
    switch self {
    case .same(let value): rm_words(each: nil, same: value)
    case .each(let column): rm_words(each: column.withUnsafeElements { UnsafePointer($0) }, same: 0)
    }
  }
}
