extension StandInISO {
  /// The image as the patches that the fuzzed gate `media` takes: sector, place, length and bytes of all that is not zero.
  ///
  /// nil for an image with more than 300 sectors.
  public var patches: [UInt8]? {
    let image = bytes
    guard image.count <= 300 * 2048 else { return nil }
    var patches: [UInt8] = []
    var place = 0
    while place < image.count {
      if image[place] == 0 {
        place += 1
        continue
      }
      let sector = place / 2048
      var end = min(place + 250, (sector + 1) * 2048, image.count)
      while end > place + 1, image[end - 1] == 0 { end -= 1 }
      let offset = place % 2048
      patches += [sector & 0xFF, sector >> 8, offset & 0xFF, offset >> 8, end - place].map(UInt8.init)
      patches += image[place..<end]
      place = end
    }
    return patches
  }
}
