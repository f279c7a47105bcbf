using System.Globalization;

namespace Errand.Insight;

/// <summary>Which numbers over time are wanted, bucket by bucket.</summary>
/// <param name="From">The beginning of the first bucket.</param>
/// <param name="Count">How many buckets there are.</param>
/// <param name="Options">Their width, and of which tasks.</param>
internal sealed record StatSeriesQuery(DateTimeOffset From, int Count, StatSeriesOptions Options)
{
    private const int MaxBuckets = 1000;

    private const int DefaultBuckets = 60;

    /// <summary>The steps that there are, and how long numbers are kept by each.</summary>
    private static readonly (TimeSpan Step, TimeSpan Kept, string Text)[] Steps =
    [
        (TimeSpan.FromSeconds(10), TimeSpan.FromHours(1), "10 seconds are kept for an hour"),
        (TimeSpan.FromMinutes(1), TimeSpan.FromHours(24), "60 seconds are kept for a day"),
        (TimeSpan.FromHours(1), TimeSpan.FromDays(90), "3,600 seconds are kept for 90 days"),
    ];

    /// <summary>The end of the last bucket.</summary>
    public DateTimeOffset To => From + (Options.Step * Count);

    /// <summary>What is wrong, or null.</summary>
    /// <param name="options">What is wanted.</param>
    /// <param name="now">The present instant.</param>
    /// <param name="query">What is wanted, if nothing is wrong.</param>
    public static Fault? TryCreate(StatSeriesOptions options, DateTimeOffset now, out StatSeriesQuery query)
    {
        query = new StatSeriesQuery(now, 0, options);
        (TimeSpan step, TimeSpan kept, string? text) = Array.Find(Steps, step => step.Step == options.Step);
        if (text is null)
        {
            return Wrong("step", "step must be 10, 60 or 3,600 seconds");
        }

        // One more, since the clock has gone on since the beginning was chosen.
        DateTimeOffset first = Floor(now - kept, step) - step;
        DateTimeOffset to = Ceiling(options.To < now ? options.To.Value : now, step);
        if (to <= first || options.From < first)
        {
            return Wrong(
                to <= first ? "to" : "from",
                string.Create(CultureInfo.InvariantCulture, $"numbers by {text}: there is nothing from before {first.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss}Z"));
        }

        DateTimeOffset from = Floor(options.From ?? Later(to - (DefaultBuckets * step), first), step);
        if (from >= to)
        {
            return Wrong("from", "from must be before to, and not be in the future");
        }

        double count = (to - from) / step;
        query = query with { From = from, Count = (int)count };
        return count <= MaxBuckets ? null : Wrong(
            "from",
            string.Create(
                CultureInfo.InvariantCulture,
                $"from {from.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss}Z to {to.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss}Z there are {count} steps, and at most {MaxBuckets} are answered"));
    }

    private static Fault Wrong(string option, string detail) => new($"#/{option}", FaultCode.Range, detail);

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static DateTimeOffset Floor(DateTimeOffset instant, TimeSpan step) =>
        new(instant.UtcTicks - (instant.UtcTicks % step.Ticks), TimeSpan.Zero);

    private static DateTimeOffset Ceiling(DateTimeOffset instant, TimeSpan step) => Floor(instant.AddTicks(step.Ticks - 1), step);
}
