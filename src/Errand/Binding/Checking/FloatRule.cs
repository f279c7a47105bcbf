using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using Errand.Binding.Text;

namespace Errand.Binding.Checking;

/// <summary>A double, float or half. NaN and the infinities are the strings of those names, unless there is a range, which they are never
/// in.</summary>
internal sealed class FloatRule(bool takesNames, NumberRange range) : ValueRule
{
    private static readonly string TooLarge = Bounds.InWords(Text(double.MinValue), Text(double.MaxValue));

    private readonly double _minimum = range.Minimum is null ? double.NegativeInfinity : Parse(range.Minimum);
    private readonly double _maximum = range.Maximum is null ? double.PositiveInfinity : Parse(range.Maximum);

    public override void Check(ref CheckRun run)
    {
        if (run.Reader.TokenType == JsonTokenType.String && IsName(in run.Reader))
        {
            if (!takesNames)
            {
                run.Fault(FaultCode.Range, range.IsOpen ? "must be a finite number" : range.Words);
            }
        }
        else if (run.Reader.TokenType != JsonTokenType.Number)
        {
            run.Mismatch("a number");
        }
        else
        {
            CheckBounds(ref run, run.Reader.ValueSpan);
        }
    }

    /// <param name="run">The check; a fault is that of the value it stands on.</param>
    /// <param name="number">By the grammar of JSON.</param>
    public void CheckBounds(ref CheckRun run, ReadOnlySpan<byte> number)
    {
        if (!Utf8Parser.TryParse(number, out double value, out int read) || read != number.Length || !double.IsFinite(value))
        {
            run.Fault(FaultCode.Range, range.IsOpen ? TooLarge : range.Words);
        }
        else if ((value <= _minimum || value >= _maximum) && !range.Has(number))
        {
            // Rounding keeps the order, so only what rounds to a bound or beyond it is compared digit by digit.
            run.Fault(FaultCode.Range, range.Words);
        }
    }

    private static bool IsName(ref readonly Utf8JsonReader reader) =>
        !LoneSurrogate.In(in reader)
        && (reader.ValueTextEquals("NaN"u8) || reader.ValueTextEquals("Infinity"u8) || reader.ValueTextEquals("-Infinity"u8));

    private static double Parse(string bound) => double.Parse(bound, CultureInfo.InvariantCulture);

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
