using System.Text.Json;
using Errand.Dashboard.Parts;

namespace Errand.Dashboard.Pages.Home;

/// <summary>A result at a glance.</summary>
/// <param name="Task">The task that returned it.</param>
/// <param name="Line">Its first line; null if it has none.</param>
public sealed record ResultGlance(TaskView Task, SparkPath? Line)
{
    /// <summary>Its summary, else what it is itself; null when it is too large for that.</summary>
    public MemberLine? Members =>
        Task.Summary is { ValueKind: JsonValueKind.Object } summary ? MemberLine.OfSummary(summary)
        : Task.Result is { } result ? MemberLine.Of(result)
        : null;
}
