namespace Errand.Dashboard.Pages.OneType.Trends;

/// <summary>Why nothing is drawn.</summary>
public enum TrendGap
{
    /// <summary>Something is.</summary>
    None,

    /// <summary>No task is done, or none of those that are searched for.</summary>
    NoTask,

    /// <summary>No task has succeeded, or none of those that are searched for: only such tasks have a summary.</summary>
    NoSuccess,

    /// <summary>Results have no summary.</summary>
    NoSummary,

    /// <summary>Summaries hold nothing that has a place on an axis.</summary>
    NoNumbers,

    /// <summary>No summary has the member that is asked for.</summary>
    NoMember,
}
