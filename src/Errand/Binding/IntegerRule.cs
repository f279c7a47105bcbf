using System.Text;
using System.Text.Json;

namespace Errand.Binding;

/// <summary>An integer without fraction and exponent. Its bounds are texts, so every size compares exactly and none is parsed.</summary>
internal sealed class IntegerRule(string? minimum, string? maximum) : ValueRule
{
    private readonly byte[]? _minimum = minimum is null ? null : Encoding.UTF8.GetBytes(minimum);
    private readonly byte[]? _maximum = maximum is null ? null : Encoding.UTF8.GetBytes(maximum);
    private readonly string _range = Bounds.InWords(minimum, maximum);

    public override void Check(ref CheckRun run)
    {
        ReadOnlySpan<byte> number = run.Reader.ValueSpan;
        if (run.Reader.TokenType != JsonTokenType.Number || !IntegerText.Is(number))
        {
            run.Mismatch("an integer");
        }
        else if ((_minimum is not null && IntegerText.Compare(number, _minimum) < 0)
            || (_maximum is not null && IntegerText.Compare(number, _maximum) > 0))
        {
            run.Fault(FaultCode.Range, _range);
        }
    }
}
