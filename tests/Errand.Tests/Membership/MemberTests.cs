using Errand.Membership;
using Errand.Storage;
using Errand.Storage.Messages;
using Errand.Tests.Hosting;
using Errand.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Errand.Tests.Membership;

public abstract class MemberTests(StoreKind kind) : OnEveryStore(kind), IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(50));
    private readonly LocalMembers _locals = new();
    private TestStore? _place;
    private WatchedStore? _store;

    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
        {
            await _store.DisposeAsync();
            await _place!.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_member_is_silent_twelve_seconds_after_its_last_answered_beat_and_alive_again_with_the_next()
    {
        WatchedStore store = await OpenAsync();
        using Member member = NewMember(store);
        await member.JoinAsync(Waiting.Stop);
        store.Before = method => method == "Beat" ? throw new StoreUnavailableException("away") : Task.CompletedTask;
        _time.Advance(TimeSpan.FromSeconds(11.9));
        Assert.Equal(MemberStanding.Alive, member.Standing);
        _time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Equal(MemberStanding.Silent, member.Standing);

        MemberId before = member.Id;
        Task alive = member.WaitUntilAliveAsync(Waiting.Stop);
        store.Before = _ => Task.CompletedTask;
        await _time.TurnUntilAsync(alive, 1);
        Assert.Equal((MemberStanding.Alive, before), (member.Standing, member.Id));
    }

    [Fact]
    public async Task A_member_joins_as_soon_as_a_store_that_is_away_at_its_start_is_back()
    {
        WatchedStore store = await OpenAsync();
        int failures = 2;
        store.Before = method => method == "Join" && failures-- > 0 ? throw new OutcomeUnknownException("gone") : Task.CompletedTask;
        using Member member = NewMember(store);
        await _time.TurnUntilAsync(member.JoinAsync(Waiting.Stop), 0.25, () => store.IsBusy);
        Assert.Equal(MemberStanding.Alive, member.Standing);
        Assert.Equal([member.Id], _locals.Ids);
    }

    [Fact]
    public async Task A_member_that_waits_for_the_store_can_be_told_to_stop()
    {
        WatchedStore store = await OpenAsync();
        TaskCompletionSource asked = Waiting.NewSignal();
        store.Before = method =>
        {
            asked.TrySetResult();
            return method == "Join" ? throw new StoreUnavailableException("away") : Task.CompletedTask;
        };
        using Member member = NewMember(store);
        using var stop = new CancellationTokenSource();
        Task joining = member.JoinAsync(stop.Token);
        await asked.Task.Soon();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => joining.Soon());
        Assert.Empty(_locals.Ids);
    }

    [Fact]
    public async Task A_silent_member_does_not_ask_a_store_that_refuses_without_a_pause()
    {
        WatchedStore store = await OpenAsync();
        using Member member = NewMember(store);
        await member.JoinAsync(Waiting.Stop);
        TaskCompletionSource failed = Waiting.NewSignal();
        store.Before = method =>
        {
            failed.TrySetResult();
            return method == "Beat" ? throw new StoreUnavailableException("away") : Task.CompletedTask;
        };
        member.Doubt();
        await failed.Task.Soon();
        int before = store.Calls("Beat");

        Task alive = member.WaitUntilAliveAsync(Waiting.Stop);
        // Real time, in which the clock of the server stands still: without a pause it would be thousands.
        await Task.Delay(500, Waiting.Stop);

        Assert.InRange(store.Calls("Beat") - before, 0, 2);
        store.Before = _ => Task.CompletedTask;
        await _time.TurnUntilAsync(alive, 1);
    }

    [Fact]
    public async Task A_member_in_doubt_asks_at_once()
    {
        WatchedStore store = await OpenAsync();
        using Member member = NewMember(store);
        await member.JoinAsync(Waiting.Stop);
        member.Doubt();
        // The clock stands still.
        await member.WaitUntilAliveAsync(Waiting.Stop).Soon();
        Assert.InRange(store.Calls("Beat"), 1, 5);
    }

    [Fact]
    public async Task A_member_that_was_declared_dead_starts_anew_under_another_id()
    {
        WatchedStore store = await OpenAsync();
        TaskCompletionSource dead = Waiting.NewSignal();
        using Member member = NewMember(store, answer =>
        {
            if (answer.IsDead)
            {
                dead.TrySetResult();
            }
        });
        await member.JoinAsync(Waiting.Stop);
        MemberId before = member.Id;
        await _place!.RunAsync("UPDATE handler SET dead = true");
        member.BeatNow();
        await dead.Task.Soon();
        Assert.Equal(MemberStanding.Dead, member.Standing);

        int failures = 2;
        store.Before = method => method == "Join" && failures-- > 0 ? throw new StoreUnavailableException("away") : Task.CompletedTask;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => member.WaitUntilAliveAsync(Waiting.Stop));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => member.WaitUntilAliveAsync(Waiting.Stop));
        await member.WaitUntilAliveAsync(Waiting.Stop).Soon();
        Assert.NotEqual(before, member.Id);
        Assert.Equal([member.Id], _locals.Ids);
        await member.LeaveAsync();
        Assert.Empty(_locals.Ids);
        Assert.Empty(await store.ListMembersAsync(Waiting.Stop));
    }

    private Member NewMember(ITaskStore store, Action<BeatAnswer>? answered = null) =>
        new(store, _locals, _time, "handler", 1, NullLogger.Instance) { Runs = new NoRuns(answered ?? (_ => { })) };

    private async Task<WatchedStore> OpenAsync()
    {
        _place = await CreateStoreAsync(_time);
        _store = _place.Connect(NullLoggerFactory.Instance);
        await _store.OpenAsync(Waiting.Stop);
        return _store;
    }
}

public sealed class SqliteMemberTests() : MemberTests(StoreKind.Sqlite);

public sealed class PostgresMemberTests() : MemberTests(StoreKind.Postgres);
