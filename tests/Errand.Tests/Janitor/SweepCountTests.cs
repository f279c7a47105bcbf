using Errand.Janitor;
using Errand.Storage.Messages;
using Errand.Tests.Hosting;

namespace Errand.Tests.Janitor;

public sealed class SweepCountTests : IDisposable
{
    private readonly RecordedLines _log = new();
    private readonly SweepCount _count;

    public SweepCountTests() => _count = new SweepCount(TimeSpan.FromSeconds(30), _log.CreateLogger("janitor"));

    public void Dispose() => _log.Dispose();

    [Fact]
    public void A_sweep_that_goes_on_is_reported_every_period()
    {
        Add(250, at: 100);
        Add(250, at: 129);
        Assert.False(_log.Has(3001));
        Add(250, at: 130);
        Assert.True(_log.Has(3001));
        Assert.True(_log.Has(3003));
    }

    [Fact]
    public void Nothing_deleted_is_not_reported()
    {
        Add(0, at: 100);
        Add(0, at: 200);
        _count.Report();
        Assert.False(_log.Has(3001));
        Assert.False(_log.Has(3003));
    }

    private void Add(int deleted, int at) =>
        _count.Add(new DeleteExpiredAnswer(deleted, 0, 0, deleted > 0, TimeSpan.FromSeconds(5)), TimeSpan.FromSeconds(at));
}
