using Errand.Dashboard.Parts.Json;

namespace Errand.Dashboard.Pages.OneTask;

/// <summary>All that the page of a task shows.</summary>
public sealed record TaskModel
{
    public required TaskView Task { get; init; }

    /// <summary>Whether this program has its type, so that it can be run again.</summary>
    public required bool IsOfOurs { get; init; }

    /// <summary>When the page was made.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>What became of the form that led here.</summary>
    public Told? Told { get; init; }

    /// <summary>The question that is open: <c>cancel</c>, <c>delete</c> or <c>keep</c>.</summary>
    public string? Ask { get; init; }

    /// <summary>Why it waits; null when it does not.</summary>
    public TaskExplanation? Wait { get; init; }

    public required Timeline Timeline { get; init; }

    public required ResultModel Result { get; init; }

    /// <summary>The arguments; null when it has none.</summary>
    public JsonText? Args { get; init; }

    /// <summary>The arguments that were left out, each with the default that its type has now.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> LeftOut { get; init; } = [];

    public required LogModel Log { get; init; }

    /// <summary>Where its trace can be seen; null when it has none, or nobody said where.</summary>
    public string? TraceUrl { get; init; }

    /// <summary>The newest first.</summary>
    public required IReadOnlyList<TaskAttempt> Attempts { get; init; }

    /// <summary>The path of its page, without the base.</summary>
    public string Path => $"/tasks/{Task.Id}";

    /// <summary>The path of the task in the API, without the base.</summary>
    public string Api => $"/v1/tasks/{Task.Id}";
}
