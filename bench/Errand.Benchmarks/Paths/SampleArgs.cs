using System.Text;

namespace Errand.Benchmarks;

/// <summary>Arguments as clients send them.</summary>
internal static class SampleArgs
{
    /// <summary>54 bytes, like those of the tasks in bench/Throughput.</summary>
    private const string Row = """{"number":12345,"text":"as long as the arguments are"}""";

    /// <summary>This many of them, with the JSON around them, are 10 KiB.</summary>
    private const int Rows = 186;

    public static ReadOnlyMemory<byte> Small { get; } = Encoding.UTF8.GetBytes(Row);

    public static ReadOnlyMemory<byte> Large { get; } = Encoding.UTF8.GetBytes(
        $$"""{"rows":[{{string.Join(',', Enumerable.Repeat(Row, Rows))}}]}""");
}
