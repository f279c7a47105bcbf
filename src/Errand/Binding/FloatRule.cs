using System.Globalization;
using System.Text.Json;

namespace Errand.Binding;

/// <summary>A double, float or half. NaN and the infinities are the strings of those names, unless there is a range, which they are never in.</summary>
internal sealed class FloatRule(double largest, bool takesNames, NumberRange range) : ValueRule
{
    private readonly double _minimum = range.Minimum is null ? double.NegativeInfinity : Parse(range.Minimum);
    private readonly double _maximum = range.Maximum is null ? double.PositiveInfinity : Parse(range.Maximum);
    private readonly string _tooLarge = $"must be {(-largest).ToString(CultureInfo.InvariantCulture)} to {largest.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The largest text that still rounds to a finite value of the type is not quite its largest value.</summary>
    public static bool Fits(double value, double largest) => largest switch
    {
        double.MaxValue => double.IsFinite(value),
        float.MaxValue => float.IsFinite((float)value),
        _ => Half.IsFinite((Half)value),
    };

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
        else if (!run.Reader.TryGetDouble(out double value) || !Fits(value, largest))
        {
            run.Fault(FaultCode.Range, range.IsOpen ? _tooLarge : range.Words);
        }
        else if (value < _minimum || value > _maximum
            || (range.MinimumIsOut && value == _minimum) || (range.MaximumIsOut && value == _maximum))
        {
            run.Fault(FaultCode.Range, range.Words);
        }
    }

    private static bool IsName(ref readonly Utf8JsonReader reader) =>
        !LoneSurrogate.In(in reader)
        && (reader.ValueTextEquals("NaN"u8) || reader.ValueTextEquals("Infinity"u8) || reader.ValueTextEquals("-Infinity"u8));

    private static double Parse(string bound) => double.Parse(bound, CultureInfo.InvariantCulture);
}
