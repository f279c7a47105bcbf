using System.Globalization;
using System.Text.Json;
using Errand.Binding.Text;

namespace Errand.Binding.Checking;

/// <summary>A decimal: its bounds are compared without a detour over binary fractions.</summary>
internal sealed class DecimalRule(NumberRange range) : ValueRule
{
    // A bound beyond what a decimal can be bounds nothing.
    private readonly decimal _minimum = Parse(range.Minimum) ?? decimal.MinValue;
    private readonly decimal _maximum = Parse(range.Maximum) ?? decimal.MaxValue;

    public override void Check(ref CheckRun run)
    {
        if (run.Reader.TokenType != JsonTokenType.Number)
        {
            run.Mismatch("a number");
        }
        else if (!run.Reader.TryGetDecimal(out decimal value))
        {
            run.Fault(FaultCode.Range, range.IsOpen ? "must be a number that a decimal of 28 digits can hold" : range.Words);
        }
        else if ((value <= _minimum || value >= _maximum) && !range.Has(run.Reader.ValueSpan))
        {
            // Rounding keeps the order, so only what rounds to a bound or beyond it is compared digit by digit.
            run.Fault(FaultCode.Range, range.Words);
        }
    }

    private static decimal? Parse(string? bound) =>
        decimal.TryParse(bound, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal value) ? value : null;
}
