using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Errand.Storage.Sqlite.Writer;

/// <summary>Brings to the disk what was committed without waiting for it, and then tells those who wait for that. Used by the writer's
/// thread alone.</summary>
/// <remarks>A commit that waits for the disk takes along all that was written before it: when such a one comes next, it is left to
/// that.</remarks>
/// <param name="sync">Brings to the disk what was written to the log before it is called; throws when that failed.</param>
/// <param name="logger">For its failure.</param>
internal sealed class WalSync(Action sync, ILogger logger)
{
    private readonly List<SqliteWrite> _waiting = [];
    private long? _dueAt;
    private volatile Exception? _failure;

    /// <summary>Whether a sync has failed. The system has forgotten by then which pages it could not write, and the next sync would find
    /// nothing to do: whatever is committed after them could be lost with them, so nothing is, until a new process has read the log anew.
    /// Asked on any thread.</summary>
    public bool HasFailed => _failure is not null;

    /// <summary>How long the writer may rest; null: as long as it likes.</summary>
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

    /// <summary>Takes note of a commit, and completes all that need not wait any longer.</summary>
    /// <param name="writes">All of its requests.</param>
    /// <param name="hasWritten">Without that the commit was none, and brought nothing to the disk.</param>
    /// <param name="isOnDisk">It waited for the disk.</param>
    public void Committed(List<SqliteWrite> writes, bool hasWritten, bool isOnDisk)
    {
        if (hasWritten && isOnDisk)
        {
            _dueAt = null;
            CompleteWaiting();
        }
        else if (hasWritten || _dueAt is not null)
        {
            // What wrote nothing may still tell of rows that are not there yet: a batch that is sent again.
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

    /// <summary>Whether it is written and waits for the disk.</summary>
    public bool Holds(SqliteWrite write) => _waiting.Contains(write);

    /// <summary>Syncs when it is time to.</summary>
    public void SyncWhenDue()
    {
        if (TimeLeft == TimeSpan.Zero)
        {
            Sync();
        }
    }

    /// <summary>Brings to the disk what is not there yet, at the end.</summary>
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
