using Errand.Dashboard.Parts.Charts;

namespace Errand.Dashboard.Pages.Types;

/// <summary>A task type in the list.</summary>
/// <param name="Type">The type, with the numbers of the last hour.</param>
/// <param name="Bars">How many of its tasks ended in each hour of the last 24.</param>
/// <param name="Handlers">Who runs them.</param>
public sealed record TypeRow(TaskTypeView Type, IReadOnlyList<SparkBar> Bars, HandlerState Handlers)
{
    public long EndedInDay => Bars.Sum(bar => bar.Good + bar.Bad);

    /// <summary>The share that failed within the last hour; null when nothing ended.</summary>
    public double? FailedShare => Ended == 0 ? null : (double)Type.Stats!.Failed / Ended;

    private long Ended => Type.Stats is { } stats ? stats.Succeeded + stats.Failed + stats.Cancelled : 0;
}
