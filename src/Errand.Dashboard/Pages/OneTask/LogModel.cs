namespace Errand.Dashboard.Pages.OneTask;

/// <summary>The log of a task, as far as it is shown.</summary>
public sealed record LogModel
{
    /// <summary>The runs that are shown, the newest last.</summary>
    public required IReadOnlyList<LogRun> Runs { get; init; }

    /// <summary>Older runs, whose lines are not on the page.</summary>
    public IReadOnlyList<int> Others { get; init; } = [];

    /// <summary>At least as serious are the lines that are shown.</summary>
    public TaskLogLevel Level { get; init; }

    /// <summary>The run that was asked for; null: the newest ones.</summary>
    public int? Only { get; init; }

    public int Count => Runs.Sum(run => run.Lines.Count);
}
