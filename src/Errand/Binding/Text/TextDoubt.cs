namespace Errand.Binding.Text;

/// <summary>What remains to be asked of a text that has its type's form.</summary>
internal abstract class TextDoubt
{
    public static TextDoubt EndsOfTime { get; } = new EndsOfTimeDoubt();

    public static TextDoubt Addresses { get; } = new AddressDoubt();

    /// <summary>Whether a JSON string of the form may be no value of the type after all.</summary>
    public abstract bool IsRaisedBy(ReadOnlySpan<byte> json);

    /// <summary>Whether what the type read is good.</summary>
    public virtual bool IsAllayedBy(object? read) => true;

    /// <summary>With its offset taken off, an instant of the first or the last day may be outside the years 1 to 9999.</summary>
    private sealed class EndsOfTimeDoubt : TextDoubt
    {
        public override bool IsRaisedBy(ReadOnlySpan<byte> json) =>
            json.StartsWith("\"0001-01-01"u8) || json.StartsWith("\"9999-12-31"u8) || json.Contains((byte)'\\');
    }

    /// <summary>.NET knows more of some schemes than RFC 3986 says: that a port is at most 65535, say.</summary>
    private sealed class AddressDoubt : TextDoubt
    {
        public override bool IsRaisedBy(ReadOnlySpan<byte> json) => true;

        public override bool IsAllayedBy(object? read) => read is Uri { IsAbsoluteUri: true };
    }
}
