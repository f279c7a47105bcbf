using System.Globalization;
using System.Text;
using System.Text.Json;
using Errand.Binding.Text;

namespace Errand.Binding.Checking;

/// <summary>An integer, also one that is written with a fraction of zeros or an exponent. Its bounds are texts, so every size compares
/// exactly.</summary>
internal sealed class IntegerRule(string? minimum, string? maximum) : ValueRule
{
    private readonly byte[]? _minimum = minimum is null ? null : Encoding.UTF8.GetBytes(minimum);
    private readonly byte[]? _maximum = maximum is null ? null : Encoding.UTF8.GetBytes(maximum);
    private readonly string _range = minimum is null && maximum is null ? "" : Bounds.InWords(minimum, maximum);

    public override void Check(ref CheckRun run)
    {
        ReadOnlySpan<byte> number = run.Reader.ValueSpan;
        if (run.Reader.TokenType != JsonTokenType.Number)
        {
            run.Mismatch("an integer");
        }
        else if (!IntegerText.IsPlain(number))
        {
            CheckOtherSpelling(ref run, new DecimalText(number));
        }
        else if ((_minimum is not null && IntegerText.Compare(number, _minimum) < 0)
            || (_maximum is not null && IntegerText.Compare(number, _maximum) > 0))
        {
            run.Fault(FaultCode.Range, _range);
        }
    }

    private void CheckOtherSpelling(ref CheckRun run, DecimalText number)
    {
        if (!number.IsInteger)
        {
            run.Mismatch("an integer");
        }
        else if ((_minimum is not null && number.CompareTo(new DecimalText(_minimum)) < 0)
            || (_maximum is not null && number.CompareTo(new DecimalText(_maximum)) > 0))
        {
            run.Fault(FaultCode.Range, _range);
        }
        else if ((number.IsNegative ? _minimum : _maximum) is null && !run.TakeDigits(number.IntegerDigits))
        {
            run.Fault(FaultCode.Range, string.Create(CultureInfo.InvariantCulture, $"must not need more than {CheckRun.MaxDigits} digits in all when exponents are written out"));
        }
        else
        {
            run.Respell(in run.Reader, number);
        }
    }
}
