using System.Diagnostics;

namespace Errand.Storage.Sqlite;

/// <summary>Notices what other processes commit, by the counter that SQLite keeps for this connection. Used by the writer's thread alone.</summary>
internal sealed class ForeignChanges
{
    private static readonly TimeSpan Presence = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ShortLook = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongLook = TimeSpan.FromMilliseconds(100);

    private readonly SqliteStatements _statements;
    private readonly Action _changed;
    private long _seen;
    private long _lastChange;
    private long _lastLook;

    public ForeignChanges(SqliteStatements statements, Action changed)
    {
        _statements = statements;
        _changed = changed;
        _seen = Version();
    }

    /// <summary>Another process wrote in the last 10 seconds.</summary>
    public bool OthersLive => _lastChange != 0 && Stopwatch.GetElapsedTime(_lastChange) < Presence;

    /// <summary>Asks the counter, unless it was asked a moment ago.</summary>
    /// <returns>Whether there was something new.</returns>
    public bool Look(long lastCommit)
    {
        // Under load every commit comes by here; idle, the pause between two looks is longer than this.
        if (Stopwatch.GetElapsedTime(_lastLook) < TimeSpan.FromMilliseconds(5) && lastCommit > _lastLook)
        {
            return false;
        }

        var version = Version();
        _lastLook = Stopwatch.GetTimestamp();
        if (version == _seen)
        {
            return false;
        }

        _seen = version;
        _lastChange = _lastLook;
        // Elsewhere: a listener must not hold up the writer.
        ThreadPool.UnsafeQueueUserWorkItem(static changed => changed(), _changed, preferLocal: false);
        return true;
    }

    public TimeSpan QuietSince(long lastCommit) => Stopwatch.GetElapsedTime(Math.Max(_lastChange, lastCommit));

    /// <summary>Often while something goes on, seldom when all is quiet.</summary>
    public TimeSpan NextLook(long lastCommit) => QuietSince(lastCommit) < Busy ? ShortLook : LongLook;

    private long Version() => _statements[SqliteSql.Changed].Number()!.Value;
}
