using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Errand.Binding.Text;
using Errand.Types;

namespace Errand.Binding.Checking;

/// <summary>What only the type itself can tell, such as what a custom converter reads: the value is read on trial.</summary>
internal sealed class TrialRule(ValueRule shape, JsonTypeInfo type, string code, string words, TextDoubt? doubt = null) : ValueRule
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

    private bool Fits(ReadOnlySpan<byte> value) =>
        doubt?.IsRaisedBy(value) == false || Reads(value) || (Respell(value) is { } respelled && Reads(respelled));

    private byte[]? Respell(ReadOnlySpan<byte> value)
    {
        var respellings = new List<Respelling>();
        var run = new CheckRun(value, UnknownArgs.Refused, respellings);
        run.Read();
        shape.Check(ref run);
        return run.FaultCount == 0 && respellings.Count > 0 ? Respelling.Apply(value, respellings) : null;
    }

    [SuppressMessage(
        "Design", "CA1031:Do not catch general exception types",
        Justification = "A converter may throw whatever it likes at what it does not like.")]
    private bool Reads(ReadOnlySpan<byte> value)
    {
        try
        {
            object? read = JsonSerializer.Deserialize(value, type);
            return doubt is null || doubt.IsAllayedBy(read);
        }
        catch (Exception)
        {
            return false;
        }
    }
}
