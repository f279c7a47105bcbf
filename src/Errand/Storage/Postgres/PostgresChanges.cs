#pragma warning disable CA1822
namespace Errand.Storage.Postgres;

/// <summary>What this process committed, told to its own claims and, as a hint, to other processes. Called after the commit.</summary>
internal sealed class PostgresChanges(ClaimHints hints)
{
    /// <summary>A task can be claimed.</summary>
    public void Ready(int queueId, string queue, QueuePlace place)
    {
        hints.MadeReady(queueId, place);
        _ = queue;
    }

    /// <summary>A task is done.</summary>
    public void Done(TaskId id)
    {
    }

    /// <summary>A running task was cancelled.</summary>
    public void Cancelled(TaskId id)
    {
    }
}
