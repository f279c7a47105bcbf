namespace Errand.Dashboard.Pages.OneTask;

/// <summary>A stretch of a task's life: a wait, a try, or the time that it was done before it was retried.</summary>
/// <param name="Kind"><c>wait</c>, <c>idle</c>, <c>running</c>, <c>succeeded</c>, <c>failed</c> or <c>cancelled</c>.</param>
/// <param name="Words">What it was, for people.</param>
/// <param name="From">When it began.</param>
/// <param name="Length">How long it took, not below zero.</param>
public sealed record TimelinePiece(string Kind, string Words, DateTimeOffset From, TimeSpan Length)
{
    /// <summary>Whether it still goes on: then <see cref="Words"/> is followed by how long it takes so far.</summary>
    public bool IsLive { get; init; }

    /// <summary>Whether it is drawn shorter than it was.</summary>
    public bool IsCut { get; init; }

    /// <summary>In what length it is drawn, milliseconds.</summary>
    public double Shown { get; init; }

    /// <summary>Where it begins, in percent of the picture.</summary>
    public string X { get; init; } = "0%";

    /// <summary>How wide it is, in percent of the picture.</summary>
    public string Width { get; init; } = "0%";
}
