using Errand.Storage;
using Errand.Storage.Messages;
using Microsoft.Extensions.Logging;

namespace Errand.Membership;

/// <summary>One handler or janitor in the store's list of members, kept alive by beats from a thread of its own: a starved thread pool must
/// not lose leases.</summary>
/// <param name="store">Where it is listed.</param>
/// <param name="locals">The members of this process.</param>
/// <param name="time">The clock.</param>
/// <param name="role"><c>handler</c> or <c>janitor</c>.</param>
/// <param name="slots">How many tasks it runs at a time.</param>
/// <param name="logger">Where it reports trouble.</param>
internal sealed class Member(
    IMemberStore store, LocalMembers locals, TimeProvider time, string role, int slots, ILogger logger) : IDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StartPause = TimeSpan.FromMilliseconds(500);

    /// <summary>After a failed beat. Short, because reapers wait only one lease time once the store is back.</summary>
    private static readonly TimeSpan PauseAfterTrouble = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly ManualResetEventSlim _wake = new();
    private readonly AsyncSignal _changed = new();
    private Thread? _thread;
    private ITimer? _timer;
    private MemberId _id;
    private long _aliveSince;
    private bool _isDead;
    private volatile bool _stopping;
    private volatile bool _isDraining;

    /// <summary>The last beat failed, and the next one comes by itself shortly. A store that refuses at once must not be asked without a
    /// pause.</summary>
    private volatile bool _isTroubled;

    /// <summary>What it answers for; null for a member that runs nothing.</summary>
    public IMemberRuns? Runs { get; init; }

    /// <summary>What it takes on; null for a janitor.</summary>
    public MemberOffer? Offer { get; init; }

    public MemberId Id
    {
        get
        {
            lock (_lock)
            {
                return _id;
            }
        }
    }

    public MemberStanding Standing
    {
        get
        {
            lock (_lock)
            {
                return _isDead ? MemberStanding.Dead
                    : time.GetElapsedTime(_aliveSince) < LeaseTimes.MayClaimFor ? MemberStanding.Alive
                    : MemberStanding.Silent;
            }
        }
    }

    /// <summary>Lists it and starts to beat.</summary>
    public async Task JoinAsync(CancellationToken cancellationToken)
    {
        await EnterAtStartAsync(cancellationToken);
        _thread = new Thread(BeatUntilStopped) { IsBackground = true, Name = $"{role} beat" };
        _thread.Start();
        if (time != TimeProvider.System)
        {
            // The thread waits in real time; a clock that a test turns must make it beat too.
            _timer = time.CreateTimer(_ => _wake.Set(), null, LeaseTimes.Beat, LeaseTimes.Beat);
        }
    }

    /// <summary>Returns when it may take on work; joins again first when it was declared dead.</summary>
    public async Task WaitUntilAliveAsync(CancellationToken cancellationToken)
    {
        while (Standing != MemberStanding.Alive)
        {
            if (Standing == MemberStanding.Dead)
            {
                MemberId before = Id;
                locals.Remove(before);
                await EnterAsync();
                logger.JoinedAgain(role, before, Id);
            }
            else
            {
                if (!_isTroubled)
                {
                    BeatNow();
                }

                await _changed.WaitAsync(LeaseTimes.Beat, time, cancellationToken);
            }
        }
    }

    /// <summary>The store said that it counts as dead or that its lease has run out: beat, and learn which.</summary>
    public void Doubt()
    {
        lock (_lock)
        {
            _aliveSince = time.GetTimestamp() - (long)(LeaseTimes.MayClaimFor.TotalSeconds * time.TimestampFrequency);
        }

        BeatNow();
    }

    public void BeatNow() => _wake.Set();

    /// <summary>It takes on nothing more: its next beat says so, at once.</summary>
    public void Drain()
    {
        _isDraining = true;
        BeatNow();
    }

    /// <summary>Stops beating and leaves the list of members.</summary>
    public async Task LeaveAsync()
    {
        _stopping = true;
        _wake.Set();
        _timer?.Dispose();
        try
        {
            await store.LeaveAsync(Id);
        }
        catch (Exception e)
        {
            logger.LeftWithoutNotice(role, Id, e);
        }

        locals.Remove(Id);
    }

    public void Dispose()
    {
        _stopping = true;
        _wake.Set();
        _timer?.Dispose();
    }

    /// <summary>The store was there a moment ago, when it was opened, but may be away again: a start waits for it in both cases.</summary>
    private async Task EnterAtStartAsync(CancellationToken cancellationToken)
    {
        for (long since = time.GetTimestamp(); ;)
        {
            try
            {
                await EnterAsync();
                return;
            }
            catch (StoreException e) when (e is not StoreRefusedException && time.GetElapsedTime(since) < StartPatience)
            {
                logger.NotListedYet(role, e);
            }

            await Task.Delay(StartPause, time, cancellationToken);
        }
    }

    private async Task EnterAsync()
    {
        var id = MemberId.New();
        long sentAt = time.GetTimestamp();
        // Known as local before it is listed, so that no reaper of this process ever sees it as a stranger.
        locals.Add(id);
        try
        {
            await store.JoinAsync(Describe(id), LeaseTimes.Lease);
        }
        catch
        {
            locals.Remove(id);
            throw;
        }

        locals.Answered(id, sentAt);
        lock (_lock)
        {
            _id = id;
            _aliveSince = sentAt;
            _isDead = false;
        }
    }

    private MemberEntry Describe(MemberId id) => new()
    {
        Id = id,
        Role = role,
        Host = Environment.MachineName,
        Pid = Environment.ProcessId,
        Version = ErrandVersion.Text,
        Slots = slots,
        Offer = Offer,
        MemoryBytes = Environment.WorkingSet,
        StartedAt = time.GetUtcNow(),
    };

    private void BeatUntilStopped()
    {
        TimeSpan pause = LeaseTimes.Beat;
        while (!_stopping)
        {
            // Spread, so that many processes do not beat in step.
            _wake.Wait(pause * (0.9 + (0.2 * Random.Shared.NextDouble())));
            _wake.Reset();
            if (!_stopping && Standing != MemberStanding.Dead)
            {
                BeatOnce();
                pause = _isTroubled ? PauseAfterTrouble : LeaseTimes.Beat;
            }
        }
    }

    private void BeatOnce()
    {
        long sentAt = time.GetTimestamp();
        MemberId id = Id;
        try
        {
            BeatAnswer answer = store.Beat(new BeatRequest(id, LeaseTimes.Lease, Runs?.Keys ?? [])
            {
                MemoryBytes = Environment.WorkingSet,
                IsDraining = _isDraining,
            });
            lock (_lock)
            {
                _isDead = answer.IsDead;
                // Counted from when it was sent: the lease began no later than that.
                _aliveSince = answer.IsDead ? _aliveSince : sentAt;
            }

            _isTroubled = false;
            locals.Answered(id, sentAt);
            Runs?.OnAnswered(answer);
        }
        catch (Exception e)
        {
            // Whatever it was, the next beat will come; without an answer the member becomes silent by itself.
            _isTroubled = true;
            locals.BeatFailed(time.GetTimestamp());
            logger.BeatFailed(role, id, e);
        }

        _changed.Set();
    }
}
