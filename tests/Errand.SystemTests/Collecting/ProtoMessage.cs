using Google.Protobuf;

namespace Errand.SystemTests.Collecting;

/// <summary>A message of protobuf whose fields are found by their numbers.</summary>
internal sealed class ProtoMessage
{
    private readonly List<(int Field, ulong Number, ByteString Bytes)> _fields = [];

    public ProtoMessage(ByteString bytes)
    {
        using CodedInputStream input = bytes.CreateCodedInput();
        while (input.ReadTag() is var tag and not 0)
        {
            int field = WireFormat.GetTagFieldNumber(tag);
            _fields.Add(WireFormat.GetTagWireType(tag) switch
            {
                WireFormat.WireType.Varint => (field, input.ReadUInt64(), ByteString.Empty),
                WireFormat.WireType.Fixed64 => (field, input.ReadFixed64(), ByteString.Empty),
                WireFormat.WireType.Fixed32 => (field, input.ReadFixed32(), ByteString.Empty),
                _ => (field, 0, input.ReadBytes()),
            });
        }
    }

    public IEnumerable<ProtoMessage> Messages(int field) => All(field).Select(bytes => new ProtoMessage(bytes));

    public string Text(int field) => All(field).Select(bytes => bytes.ToStringUtf8()).LastOrDefault("");

    /// <summary>Bytes as hexadecimal digits.</summary>
    public string Hex(int field) => All(field).Select(bytes => Convert.ToHexStringLower(bytes.Span)).LastOrDefault("");

    public ulong Number(int field) => _fields.Where(one => one.Field == field).Select(one => one.Number).LastOrDefault();

    private IEnumerable<ByteString> All(int field) => _fields.Where(one => one.Field == field).Select(one => one.Bytes);
}
