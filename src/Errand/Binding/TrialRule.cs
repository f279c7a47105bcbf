using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Errand.Binding;

/// <summary>What only the type itself can tell, such as a date or what a custom converter reads: the value is read on trial.</summary>
internal sealed class TrialRule(ValueRule shape, JsonTypeInfo type, string code, string words, Func<object?, string, bool>? also = null) : ValueRule
{
    public override void Check(ref CheckRun run)
    {
        long start = run.Reader.TokenStartIndex;
        Utf8JsonReader first = run.Reader;
        int faults = run.FaultCount;
        shape.Check(ref run);
        if (run.FaultCount == faults && !run.IsFull && !Fits(run.Since(start)))
        {
            run.Fault(code, words, Excerpt.Of(in first));
        }
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "A converter may throw whatever it likes at what it does not like.")]
    private bool Fits(ReadOnlySpan<byte> value)
    {
        try
        {
            object? read = JsonSerializer.Deserialize(value, type);
            return also is null || also(read, System.Text.Encoding.UTF8.GetString(value));
        }
        catch (Exception)
        {
            return false;
        }
    }
}
