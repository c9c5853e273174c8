extension Double {
  /// This as an integer, where it is whole and from 0 to 2⁵²: as indices and counts in columns of numbers are.
  ///
  /// Adding 2⁵² leaves them in the low bits: a third of the instructions of `Int(_:)`, which has to ask whether a number fits.
  /// Anything else gives an integer that means nothing, so whoever takes it for an index is still checked.
  var whole: Int {
    assert(self >= 0 && self == rounded(.down), "\(self) is not a whole number")
    return Int(truncatingIfNeeded: (self + 0x1p52).bitPattern & 0xf_ffff_ffff_ffff)
  }
}
