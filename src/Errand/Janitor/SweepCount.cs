using Errand.Storage.Messages;
using Microsoft.Extensions.Logging;

namespace Errand.Janitor;

/// <summary>Counts what a janitor deletes, and reports it: when nothing is left to delete, and from time to time before that.</summary>
internal sealed class SweepCount(TimeSpan period, ILogger logger)
{
    private int _deleted;
    private int _neverFinished;
    private int _toldToStop;
    private TimeSpan _since;

    private bool HasUnreported => _deleted > 0 || _toldToStop > 0;

    /// <summary>A batch ended.</summary>
    /// <param name="report">What it did.</param>
    /// <param name="at">How long after the janitor's start.</param>
    public void Add(DeleteExpiredAnswer report, TimeSpan at)
    {
        _since = HasUnreported ? _since : at;
        _deleted += report.Deleted;
        _neverFinished += report.NeverFinished;
        _toldToStop += report.ToldToStop;
        if (report.More && at - _since >= period)
        {
            Report();
            logger.SweepGoesOn((long)report.Lag.TotalSeconds);
        }
    }

    /// <summary>Reports what was deleted since the last report.</summary>
    public void Report()
    {
        if (HasUnreported)
        {
            logger.Swept(_deleted, _neverFinished, _toldToStop);
            (_deleted, _neverFinished, _toldToStop) = (0, 0, 0);
        }
    }
}
