namespace Errand;

/// <summary>Whether tasks of a queue start: the values of <see cref="QueueView.State"/>. More will come.</summary>
public static class QueueState
{
    /// <summary>A live handler serves it.</summary>
    public const string Taking = "taking";

    /// <summary>It is paused: no task of it starts.</summary>
    public const string Paused = "paused";

    /// <summary>No live handler serves it, or all of them are about to stop.</summary>
    public const string NoHandler = "no-handler";
}
