import MachineModel
import Testing

@Suite struct ProcessorSetTests {
  @Test(arguments: [
    ("0", "0"), ("0-3", "0-3"), ("3,1,0,2", "0-3"), ("0-7,^2,16", "0-1,3-7,16"), ("1,3,5", "1,3,5"), ("4-4", "4"),
  ])
  func `lists are read and written as libvirt does`(text: String, canonical: String) {
    #expect(ProcessorSet(parsing: text)?.description == canonical)
  }

  @Test(arguments: ["", ",", "a", "-1", "3-1", "1-2-3", "0-99999999", "0,", "^0", "0-3,^0-3", " 1"])
  func `what is none is refused`(text: String) { #expect(ProcessorSet(parsing: text) == nil) }
}
