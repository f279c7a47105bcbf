namespace Errand.Dashboard.Pages.OneTask;

/// <summary>How long a task can be kept.</summary>
/// <param name="Word">In the form.</param>
/// <param name="Label">For people.</param>
/// <param name="Length">Null: forever.</param>
public sealed record KeepTime(string Word, string Label, TimeSpan? Length)
{
    internal static readonly IReadOnlyList<KeepTime> All =
    [
        new("week", "a week", TimeSpan.FromDays(7)),
        new("year", "a year", TimeSpan.FromDays(365)),
        new("forever", "forever", null),
    ];

    internal DateTimeOffset? Until(DateTimeOffset now) => now + Length;
}
