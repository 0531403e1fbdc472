import MachineModel
import Testing

struct NetworkAttachmentTests {
  @Test(
    arguments: [
      ("default", .network("default")), ("user", .user), ("none", .none), ("bridge:br0", .bridge("br0")),
      ("network:Büro LAN", .network("Büro LAN")), ("network:default", .network("default")),
      ("network:a:b", .network("a:b")),
    ] as [(String, NetworkAttachment)])
  func `each form is read and written back`(text: String, attachment: NetworkAttachment) throws {
    #expect(try NetworkAttachment(parsing: text) == attachment)
    #expect(try NetworkAttachment(parsing: attachment.description) == attachment)
  }

  @Test(
    arguments: [
      ("", .unknown("")), ("br0", .unknown("br0")), ("Default", .unknown("Default")), ("vlan:3", .unknown("vlan:3")),
      ("bridge:", .bridgeName("")), ("bridge:a b", .bridgeName("a b")), ("bridge:..", .bridgeName("..")),
      ("bridge:sixteen-letters0", .bridgeName("sixteen-letters0")), ("bridge:a/b", .bridgeName("a/b")),
      ("network:", .networkName("")), ("network:a/b", .networkName("a/b")), ("network:a\nb", .networkName("a\nb")),
    ] as [(String, NetworkAttachmentError)])
  func `another form is refused with its reason`(text: String, error: NetworkAttachmentError) {
    #expect(throws: error) { try NetworkAttachment(parsing: text) }
  }

  @Test func `a template gets one connection, the last one`() {
    var values = TemplateValues()
    values.set(.bridge("br0"))
    values.set(.user)
    #expect(values.given == ["user_network": "yes"])
    values.set(.network("lab"))
    #expect(values.given == ["network": "lab"])
  }
}
