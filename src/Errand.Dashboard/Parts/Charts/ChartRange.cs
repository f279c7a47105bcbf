namespace Errand.Dashboard.Parts.Charts;

/// <summary>How long back charts go.</summary>
/// <param name="Word">In addresses: <c>1h</c>.</param>
/// <param name="Words">For people: <c>the last hour</c>.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Step">The width of the buckets that the numbers come in.</param>
/// <param name="Bar">The width of the bars that they are drawn in.</param>
public sealed record ChartRange(string Word, string Words, TimeSpan Length, TimeSpan Step, TimeSpan Bar)
{
    public static readonly IReadOnlyList<ChartRange> All =
    [
        new("1h", "the last hour", TimeSpan.FromHours(1), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1)),
        new("6h", "the last 6 hours", TimeSpan.FromHours(6), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)),
        new("24h", "the last 24 hours", TimeSpan.FromHours(24), TimeSpan.FromHours(1), TimeSpan.FromHours(1)),
        new("7d", "the last 7 days", TimeSpan.FromDays(7), TimeSpan.FromHours(1), TimeSpan.FromHours(3)),
        new("90d", "the last 90 days", TimeSpan.FromDays(90), TimeSpan.FromHours(1), TimeSpan.FromDays(1)),
    ];

    /// <summary>The one that an address names; the shortest when it names none.</summary>
    public static ChartRange Of(string? word) => All.FirstOrDefault(range => range.Word == word) ?? All[0];

    public TimeAxis AxisAt(DateTimeOffset now) => TimeAxis.EndingAt(now, Length, Bar);

    /// <summary>How counts are to be read.</summary>
    public string BarNote => $"per {BarWords} · UTC";

    /// <summary>How a depth is to be read.</summary>
    public string DepthNote => $"most per {BarWords} · UTC";

    /// <summary>How durations are to be read: those of several buckets cannot be added up.</summary>
    public string LineNote => Bar == Step ? $"per {BarWords} · UTC" : $"slowest {StepWords} per {BarWords} · UTC";

    private string BarWords => new TimeAxis(default, Bar, 1).BarWords;

    private string StepWords => Step == TimeSpan.FromHours(1) ? "hour" : "minute";
}
