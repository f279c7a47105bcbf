namespace Errand.Dashboard.Pages.Results.Pictures;

/// <summary>An axis of a picture: its range, and where its ticks stand.</summary>
internal sealed class PictureAxis(Scale scale)
{
    private const double TextSize = 12;
    private const int MostTicks = 12;

    /// <summary>Pixels from one tick to the next, at least: up and along.</summary>
    private const double Up = 36;
    private const double Along = 56;

    /// <summary>The least room between two texts.</summary>
    private const double Gap = 14;

    private const double WidestCategory = 120;

    public Scale Scale { get; set; } = scale;

    /// <summary>What stands along it, without what its ticks have in common.</summary>
    public string Label { get; set; } = "";

    public string Unit { get; init; } = "";

    public bool IsRight { get; init; }

    /// <summary>Whether only whole numbers stand along it: those of rows.</summary>
    public bool IsWhole { get; init; }

    public IReadOnlyList<string> Categories { get; init; } = [];

    public double Low { get; private set; }

    public double High { get; private set; } = 1;

    public IReadOnlyList<double> At { get; private set; } = [];

    public IReadOnlyList<string> Texts { get; private set; } = [];

    private string Note { get; set; } = "";

    public string Title => string.Join("   ", new[] { Label, Note }.Where(part => part.Length > 0));

    /// <summary>How wide its ticks are, in pixels.</summary>
    public double Widest => Texts.Count == 0 ? 0 : Texts.Max(text => TextWidth.Of(text, TextSize));

    public bool Has(double value) => double.IsFinite(value) && (Scale != Scale.Log || value > 0);

    /// <summary>How far a value is along it: 0 at its lower end, 1 at its upper.</summary>
    public double ShareOf(double value) => !Has(value) ? double.NaN
        : Scale == Scale.Log ? Math.Log(value / Low) / Math.Log(High / Low)
        : (value / 2 - Low / 2) / (High / 2 - Low / 2);

    /// <summary>Sets its range so that all values are in it.</summary>
    /// <param name="values">Gaps are left out.</param>
    /// <param name="room">The share of the range that is left free at both ends.</param>
    public void Fit(IEnumerable<double> values, double room)
    {
        (double low, double high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (double value in values.Where(Has))
        {
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }

        (Low, High) = low > high ? (Scale == Scale.Log ? (1, 10) : (0, 1)) : Widened(low, high, room);
    }

    /// <summary>Sets its range.</summary>
    public void Span(double low, double high) => (Low, High) = (low, high);

    /// <summary>Puts its ticks where there is room for them.</summary>
    /// <param name="length">Its length in pixels.</param>
    /// <param name="isUp">Whether it is upright.</param>
    public void Lay(double length, bool isUp)
    {
        if (Scale == Scale.Category)
        {
            LayCategories(length);
            return;
        }

        for (int most = Math.Clamp((int)(length / (isUp ? Up : Along)), 2, MostTicks); ; most--)
        {
            LayNumbers(most);
            double apart = At.Count < 2 ? length : length * (ShareOf(At[1]) - ShareOf(At[0]));
            if (isUp || most <= 2 || Widest + Gap <= apart)
            {
                return;
            }
        }
    }

    /// <summary>Whether the texts of categories do not fit beside each other.</summary>
    public bool IsTurned(double length) => Scale == Scale.Category && Widest + 10 > length / Math.Max(1, At.Count);

    private void LayNumbers(int most)
    {
        if (Scale == Scale.Time)
        {
            (At, string[] texts, Note) = TimeTicks.Of(Low, High, most);
            Texts = texts;
            return;
        }

        At = Scale == Scale.Log ? Ticks.OfLog(Low, High, most)
            : [.. Ticks.Of(Low, High, most).Where(value => !IsWhole || double.IsInteger(value))];
        (Texts, Note) = Scale == Scale.Log ? ([.. At.Select(value => NumberWords.Of(value))], "") : NumberWords.Labels(At);
    }

    private void LayCategories(double length)
    {
        int stride = Math.Max(1, (int)Math.Ceiling(16 * (High - Low) / length));
        int[] places = [.. Enumerable.Range(0, Categories.Count).Where(place => place % stride == 0)];
        At = [.. places.Select(place => (double)place)];
        Texts = [.. places.Select(place => TextWidth.Fit(ColumnWords.Label(Categories[place], ""), WidestCategory, TextSize))];
    }

    private (double Low, double High) Widened(double low, double high, double room)
    {
        if (!(high > low))
        {
            double margin = low == 0 ? 1 : Math.Abs(low) * 0.05;
            return (low - margin, low + margin);
        }

        double more = Scale == Scale.Log ? Math.Pow(high / low, room) : (high - low) * room;
        (double lower, double upper) = Scale == Scale.Log ? (low / more, high * more) : (low - more, high + more);
        return double.IsFinite(lower) && double.IsFinite(upper) && double.IsFinite(more) && (Scale != Scale.Log || lower > 0)
            ? (lower, upper)
            : (low, high);
    }
}
