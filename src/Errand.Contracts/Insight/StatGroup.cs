namespace Errand;

/// <summary>What the series of numbers over time are drawn for.</summary>
public enum StatGroup
{
    /// <summary>One for all tasks, and one for each outcome.</summary>
    Outcome,

    /// <summary>One for each task type.</summary>
    Type,

    /// <summary>One for each queue.</summary>
    Queue,
}
