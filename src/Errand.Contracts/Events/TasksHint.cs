namespace Errand;

/// <summary>Tasks have changed.</summary>
public sealed record TasksHint : ChangeHint
{
    /// <summary>Tasks that have changed, or are gone: at most 200, the newest first.</summary>
    public required IReadOnlyList<long> Ids { get; init; }

    /// <summary>Other tasks have changed too, or may have: any.</summary>
    public required bool More { get; init; }

    /// <summary>The types of the tasks of <see cref="Ids"/> that are not gone.</summary>
    public required IReadOnlyList<string> Types { get; init; }

    /// <summary>The queues of the tasks of <see cref="Ids"/> that are not gone, and queues in which other tasks are known to have
    /// changed.</summary>
    public required IReadOnlyList<string> Queues { get; init; }
}
