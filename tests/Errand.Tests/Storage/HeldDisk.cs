using System.Collections.Concurrent;

namespace Errand.Tests.Storage;

/// <summary>A disk whose every sync waits until the test lets it end, well or not.</summary>
internal sealed class HeldDisk : IDisposable
{
    private readonly SemaphoreSlim _begun = new(0);
    private readonly BlockingCollection<Exception?> _ends = [];
    private int _syncs;

    /// <summary>How many have begun.</summary>
    public int Syncs => Volatile.Read(ref _syncs);

    public void Sync()
    {
        Interlocked.Increment(ref _syncs);
        _begun.Release();
        if (_ends.Take() is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>Returns when one more has begun.</summary>
    public async Task BeginsAsync() => Assert.True(await _begun.WaitAsync(TimeSpan.FromSeconds(40), TestContext.Current.CancellationToken));

    public void End() => _ends.Add(null);

    public void Fail() => _ends.Add(new IOException("The disk is broken."));

    public void Dispose()
    {
        _begun.Dispose();
        _ends.Dispose();
    }
}
