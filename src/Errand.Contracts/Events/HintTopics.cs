namespace Errand;

/// <summary>What one may be told to have changed.</summary>
[Flags]
public enum HintTopics
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Tasks: they were submitted, started, made progress, ended, or were changed on request. The hints are
    /// <see cref="TasksHint"/>s.</summary>
    Tasks = 1,

    /// <summary>What is going on, in a few numbers. The hints are <see cref="StatsHint"/>s.</summary>
    Stats = 2,

    /// <summary>The list of queues, with what is in them and who serves them. The hints are <see cref="QueuesHint"/>s.</summary>
    Queues = 4,

    /// <summary>The lists of live handlers and janitors, with what they run. The hints are <see cref="HandlersHint"/>s.</summary>
    Handlers = 8,

    /// <summary>The list of problems, except for ages and numbers in its sentences. The hints are <see cref="ProblemsHint"/>s.</summary>
    Problems = 16,
}
