using Microsoft.Extensions.Logging;

namespace Errand.Janitor;

/// <summary>What was deleted and not told yet: told when there is no more to delete, and now and then while it goes on.</summary>
internal sealed class SweepCount(TimeSpan period, ILogger logger)
{
    private int _deleted;
    private int _neverFinished;
    private int _toldToStop;
    private TimeSpan _since;

    private bool HasUntold => _deleted > 0 || _toldToStop > 0;

    /// <summary>A batch ended.</summary>
    /// <param name="report">What it did.</param>
    /// <param name="at">How long after the janitor's start.</param>
    public void Add(ExpireReport report, TimeSpan at)
    {
        _since = HasUntold ? _since : at;
        _deleted += report.Deleted;
        _neverFinished += report.NeverFinished;
        _toldToStop += report.ToldToStop;
        if (report.More && at - _since >= period)
        {
            Tell();
            logger.SweepGoesOn((long)report.Lag.TotalSeconds);
        }
    }

    /// <summary>Tells what was not told yet.</summary>
    public void Tell()
    {
        if (HasUntold)
        {
            logger.Swept(_deleted, _neverFinished, _toldToStop);
            (_deleted, _neverFinished, _toldToStop) = (0, 0, 0);
        }
    }
}
