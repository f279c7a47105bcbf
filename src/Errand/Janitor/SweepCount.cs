using Microsoft.Extensions.Logging;

namespace Errand.Janitor;

/// <summary>What one sweep has deleted: told at its end, and now and then while it goes on.</summary>
internal sealed class SweepCount(TimeSpan period, ILogger logger)
{
    private int _deleted;
    private int _neverFinished;
    private int _toldToStop;
    private TimeSpan _toldAt;

    /// <summary>A batch ended.</summary>
    /// <param name="report">What it did.</param>
    /// <param name="at">How long after the start of the sweep.</param>
    public void Add(ExpireReport report, TimeSpan at)
    {
        _deleted += report.Deleted;
        _neverFinished += report.NeverFinished;
        _toldToStop += report.ToldToStop;
        if (report.More && at - _toldAt >= period)
        {
            Tell();
            logger.SweepGoesOn((long)report.Lag.TotalSeconds);
            _toldAt = at;
        }
    }

    /// <summary>Tells what was not told yet.</summary>
    public void Tell()
    {
        if (_deleted > 0 || _toldToStop > 0)
        {
            logger.Swept(_deleted, _neverFinished, _toldToStop);
            (_deleted, _neverFinished, _toldToStop) = (0, 0, 0);
        }
    }
}
