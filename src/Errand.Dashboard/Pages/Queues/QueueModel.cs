using Errand.Dashboard.Pages.Handlers;
using Errand.Dashboard.Parts.Charts;

namespace Errand.Dashboard.Pages.Queues;

/// <summary>All that the page of a queue shows.</summary>
public sealed record QueueModel
{
    public required QueueView Queue { get; init; }

    /// <summary>What is wrong with it.</summary>
    public required IReadOnlyList<ServerProblem> Problems { get; init; }

    /// <summary>Why the task that starts next has not started; null when none is ready.</summary>
    public TaskExplanation? Head { get; init; }

    /// <summary>The live handlers that serve it.</summary>
    public required IReadOnlyList<HandlerRow> Handlers { get; init; }

    /// <summary>How far back the charts go.</summary>
    public required ChartRange Range { get; init; }

    /// <summary>What they draw.</summary>
    public required SeriesFold Fold { get; init; }

    /// <summary>What was done just now.</summary>
    public string? Told { get; init; }

    /// <summary>The path of its page, without the base.</summary>
    public string Path => $"/queues/{Queue.Name}";
}
