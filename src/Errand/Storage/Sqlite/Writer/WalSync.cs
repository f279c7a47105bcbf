using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Errand.Storage.Sqlite.Writer;

/// <summary>Syncs commits that did not wait for the disk, and then completes their requests. Used by the writer's thread only.</summary>
/// <remarks>A commit that waits for the disk also syncs everything written before it, so no separate sync is needed if such a commit comes
/// next.</remarks>
/// <param name="sync">Syncs what was written to the log before the call; throws if that fails.</param>
/// <param name="logger">Logs a failed sync.</param>
internal sealed class WalSync(Action sync, ILogger logger)
{
    private readonly List<SqliteWrite> _waiting = [];
    private long? _dueAt;
    private volatile Exception? _failure;

    /// <summary>Whether a sync has failed. By then the system has forgotten which pages it could not write, and the next sync would
    /// succeed. Later commits could be lost together with those pages, so there are none until a new process has read the log again. Read
    /// on any thread.</summary>
    public bool HasFailed => _failure is not null;

    /// <summary>How long the writer may sleep; null means indefinitely.</summary>
    public TimeSpan? TimeLeft => _dueAt is not { } due ? null
        : Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    /// <exception cref="StoreUnavailableException">A sync has failed.</exception>
    public void ThrowIfFailed()
    {
        if (_failure is { } failure)
        {
            throw new StoreUnavailableException("The disk failed; nothing can be stored until the program is started again.", failure);
        }
    }

    /// <summary>Records a commit, and completes all requests that do not have to wait any longer.</summary>
    /// <param name="writes">All of its requests.</param>
    /// <param name="hasWritten">Whether it wrote anything. If not, the commit did nothing and synced nothing.</param>
    /// <param name="isOnDisk">Whether it waited for the disk.</param>
    public void Committed(List<SqliteWrite> writes, bool hasWritten, bool isOnDisk)
    {
        if (hasWritten && isOnDisk)
        {
            _dueAt = null;
            CompleteWaiting();
        }
        else if (hasWritten || _dueAt is not null)
        {
            // A request that wrote nothing may still answer with rows that are not synced yet, such as a batch that is sent again.
            writes.ForEach(write => SyncWithin(MayWait(write.Sync)));
        }

        foreach (SqliteWrite write in writes)
        {
            if (_dueAt is not null && write.Sync is SyncTime.BeforeAnswer or SyncTime.WithTheNext)
            {
                _waiting.Add(write);
            }
            else
            {
                write.Complete();
            }
        }
    }

    /// <summary>Whether the request is written and waits for the disk.</summary>
    public bool Holds(SqliteWrite write) => _waiting.Contains(write);

    /// <summary>Syncs if it is time to.</summary>
    public void SyncWhenDue()
    {
        if (TimeLeft == TimeSpan.Zero)
        {
            Sync();
        }
    }

    /// <summary>Syncs what is left when the store closes.</summary>
    public void SyncWhatIsLeft()
    {
        if (_dueAt is not null)
        {
            Sync();
        }
    }

    /// <summary>A sync has failed, this one's or SQLite's own within a commit.</summary>
    public void Fail(Exception failure)
    {
        _failure = failure;
        _dueAt = null;
        _waiting.ForEach(write => write.Fail(new OutcomeUnknownException("The disk failed after the commit.", failure)));
        _waiting.Clear();
        logger.SyncFailed(failure);
    }

    private static TimeSpan MayWait(SyncTime time) => time switch
    {
        SyncTime.BeforeAnswer => TimeSpan.Zero,
        SyncTime.WithTheNext => TimeSpan.FromMilliseconds(1),
        _ => TimeSpan.FromMilliseconds(5),
    };

    private void SyncWithin(TimeSpan time)
    {
        long at = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        _dueAt = at < _dueAt ? at : _dueAt ?? at;
    }

    private void Sync()
    {
        _dueAt = null;
        try
        {
            sync();
        }
        catch (Exception e)
        {
            Fail(e);
        }

        CompleteWaiting();
    }

    private void CompleteWaiting()
    {
        _waiting.ForEach(static write => write.Complete());
        _waiting.Clear();
    }
}
