using Errand.Results.Reading;

namespace Errand.Results.Indexing;

/// <summary>What is known of many numbers without keeping them.</summary>
internal struct NumberFacts
{
    private double _last;
    private bool _hasFractions;
    private bool _rises;
    private bool _falls;

    public double Min { get; private set; }

    public double Max { get; private set; }

    public long Finite { get; private set; }

    /// <summary>NaN, infinities and what is too large for a double.</summary>
    public long NonFinite { get; private set; }

    public long Nulls { get; private set; }

    public readonly long Gaps => NonFinite + Nulls;

    public readonly bool AreIntegers => Finite > 0 && !_hasFractions;

    /// <summary>Each is larger than the one before, and none is missing.</summary>
    public readonly bool IsRising => Finite > 1 && Gaps == 0 && !_falls;

    public readonly bool IsFalling => Finite > 1 && Gaps == 0 && !_rises;

    public void Add(double value)
    {
        if (!double.IsFinite(value))
        {
            bool isNull = JsonNumber.IsNull(value);
            Nulls += isNull ? 1 : 0;
            NonFinite += isNull ? 0 : 1;
            return;
        }

        if (Finite == 0)
        {
            (Min, Max) = (value, value);
        }
        else
        {
            _falls |= value <= _last;
            _rises |= value >= _last;
            Min = Math.Min(Min, value);
            Max = Math.Max(Max, value);
        }

        _hasFractions = _hasFractions || value != Math.Floor(value);
        _last = value;
        Finite++;
    }

    /// <summary>Adds those of another; their order is lost.</summary>
    public void Add(in NumberFacts other)
    {
        if (other.Finite > 0)
        {
            Min = Finite == 0 ? other.Min : Math.Min(Min, other.Min);
            Max = Finite == 0 ? other.Max : Math.Max(Max, other.Max);
        }

        Finite += other.Finite;
        NonFinite += other.NonFinite;
        Nulls += other.Nulls;
        (_hasFractions, _rises, _falls) = (_hasFractions | other._hasFractions, true, true);
    }
}
