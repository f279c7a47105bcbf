using Errand.Insight;

namespace Errand.Topics;

/// <summary>The numbers that show at a glance what is going on. Its hints have them.</summary>
internal sealed class StatsTopic(Statistics statistics) : ITopic
{
    private StatsHint? _last;

    public HintTopics Topic => HintTopics.Stats;

    public string Name => "stats";

    public ChangeHint Whole => _last!;

    public void Begin(Action pressed) => _last = null;

    public void End()
    {
        // There is nothing to stop: without looks it costs nothing.
    }

    public async Task<ChangeHint?> LookAsync(CancellationToken cancellationToken)
    {
        StatGlance glance = await statistics.GlanceAsync(cancellationToken);
        var now = new StatsHint
        {
            Waiting = glance.Waiting,
            Running = glance.Running,
            Slots = glance.Slots,
            Finished = glance.Finished,
        };
        return now == Interlocked.Exchange(ref _last, now) ? null : now;
    }
}
