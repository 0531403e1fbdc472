import MachineModel
import Testing
import XML

struct SharedMemoryDeviceTests {
  @Test func `the size is a power of two and the name a file's`() throws {
    let device = try #require(SharedMemoryDevice(name: "looking-glass-web", size: .mebibytes(64)))
    #expect(device.element.first("size")?.text == "64" && device.element["name"] == "looking-glass-web")
    #expect(SharedMemoryDevice(name: "a", size: .mebibytes(48)) == nil)
    #expect(SharedMemoryDevice(name: "a", size: .kibibytes(512)) == nil)
    #expect(SharedMemoryDevice(name: "../a", size: .mebibytes(64)) == nil)
    #expect(SharedMemoryDevice(name: "", size: .mebibytes(64)) == nil)
  }
}
