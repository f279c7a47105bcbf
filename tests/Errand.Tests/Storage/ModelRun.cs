using System.Globalization;
using Errand.Storage;
using Errand.Storage.Control;
using Errand.Storage.Messages;
using Microsoft.Extensions.Time.Testing;
using static Errand.Tests.Storage.StoreSteps;

namespace Errand.Tests.Storage;

/// <summary>Does one sequence of steps on a store and on the model, and compares what they say and what they hold.</summary>
/// <param name="store">The store.</param>
/// <param name="time">Its clock.</param>
/// <param name="runSql">Changes what is stored, behind the store's back.</param>
internal sealed class ModelRun(ITaskStore store, FakeTimeProvider time, Func<string, Task> runSql)
{
    private readonly StoreModel _model = new();
    private readonly string _queue = Guid.NewGuid().ToString("N");
    private readonly MemberId[] _handlers = new MemberId[3];
    private readonly List<TaskClaim> _claims = [];
    private readonly List<TaskId> _ids = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => time.GetUtcNow();

    public async Task StartAsync()
    {
        for (int i = 0; i < _handlers.Length; i++)
        {
            await JoinAsync(i);
        }
    }

    public Task StepAsync(char what, int a, int b) => what switch
    {
        's' => SubmitAsync(a, b),
        'c' => ClaimAsync(_handlers[a % 3], 1 + (b % 3), b / 10 % 4),
        'f' => FinishAsync(a, b),
        'b' => Beat(_handlers[a % 3]),
        'r' => ReapAsync(),
        'p' => PromoteAsync(),
        'x' => CancelAsync(a),
        'y' => RetryAsync(a),
        'd' => DeleteAsync(a),
        'u' => KeepAsync(a, b),
        'v' => ReleaseAsync(a),
        'k' => BlockAsync(a),
        'e' => ExpireAsync(),
        't' => Step(TimeSpan.FromMilliseconds(a * 10)),
        _ => JoinAsync(a % 3),
    };

    public async Task CompareAsync()
    {
        foreach (TaskId id in _ids)
        {
            (TaskRecord? task, StoreModel.Entry? expected) = (await store.FindAsync(id), _model.Find(id));
            if (expected is null || expected.ExpiresAt <= Now)
            {
                Assert.Null(task);
                continue;
            }

            Assert.NotNull(task);
            Assert.Equal(Describe(expected), (task.Status, task.Reason, task.Attempt, task.Outcome, task.RunAt, task.Result?.Text()));
            Assert.Equal(expected.Summary, task.Summary.Text());
            Assert.Equal((expected.ExpiresAt, expected.OwnExpiry is not null), (task.ExpiresAt, task.Kept is not null));
        }
    }

    /// <summary>The attempts rise, and the last one is where the task is.</summary>
    public async Task CheckAttemptsAsync()
    {
        foreach (StoreModel.Entry task in _model.Tasks.Where(task => task.ExpiresAt > Now))
        {
            IReadOnlyList<TaskAttempt> attempts = (await store.FindAttemptsAsync(task.Id, Stop))!;

            int[] numbers = [.. attempts.Select(attempt => attempt.Attempt).OfType<int>()];
            Assert.Equal(numbers.Distinct().Order(), numbers);
            Assert.True(numbers.Length == 0 || numbers[^1] <= task.Attempt);
            Assert.Contains(attempts[^1].End, EndsOf(task));
        }
    }

    /// <summary>Lets all tasks expire.</summary>
    public async Task ReleaseAllAsync()
    {
        foreach (TaskId id in _ids)
        {
            Assert.Equal(_model.Release(id, Now), await store.ReleaseAsync(id));
        }
    }

    private static string?[] EndsOf(StoreModel.Entry task) => task switch
    {
        { Place: StoreModel.Place.Lease } => [TaskAttemptEnd.Running],
        { Place: not StoreModel.Place.Done } => [null],
        { Outcome: OutcomeState.Succeeded } => [TaskAttemptEnd.Succeeded],
        { EndedUnstarted: true } => [TaskAttemptEnd.Cancelled],
        { Outcome: OutcomeState.Cancelled } => [TaskAttemptEnd.Cancelled, TaskAttemptEnd.Lost],
        _ => [TaskAttemptEnd.Failed, TaskAttemptEnd.Lost],
    };

    private static (TaskState, string?, int, OutcomeState?, DateTimeOffset?, string?) Describe(StoreModel.Entry task) => task.Place switch
    {
        StoreModel.Place.Ready or StoreModel.Place.Blocked => (TaskState.Waiting, TaskReason.Ready, task.Attempt, null, null, null),
        StoreModel.Place.Later =>
            (TaskState.Waiting, task.Attempt == 0 ? TaskReason.Scheduled : TaskReason.Retry, task.Attempt, null, task.DueAt, null),
        StoreModel.Place.Lease => (TaskState.Running, task.Cancelled ? TaskReason.Cancelling : null, task.Attempt, null, null, null),
        _ => (TaskState.Done, null, task.Attempt, task.Outcome, null, task.Result),
    };

    private async Task SubmitAsync(int a, int b)
    {
        (int priority, int tries, TimeSpan delay) = ((a % 3) - 1, 1 + (b % 3), TimeSpan.FromSeconds(b % 4 == 0 ? a % 10 : 0));
        var ttl = TimeSpan.FromSeconds(a % 5 == 0 ? 20 : 600);
        TaskId id = await store.SubmitAsync(NewTask(queue: _queue, priority: priority, tries: tries, delay: delay, ttl: ttl));
        _ids.Add(id);
        _model.Tasks.Add(new StoreModel.Entry
        {
            Id = id,
            Priority = priority,
            ExpiresAt = Now + ttl,
            TimeToLive = ttl,
            MaxTries = tries,
            Tries = tries,
            DueAt = Now + delay,
            Place = delay > TimeSpan.Zero ? StoreModel.Place.Later : StoreModel.Place.Ready,
        });
    }

    private async Task ClaimAsync(MemberId handler, int slots, int ahead)
    {
        ClaimAnswer answer = await store.ClaimAsync(new ClaimRequest(handler, Guid.NewGuid(), _queue, slots, ahead));
        List<(TaskId, int, int)>? expected = _model.Claim(handler, slots, ahead, Now);
        Assert.Equal(expected is null, answer.MustBeat);
        Assert.Equal(expected ?? [], answer.Claims.Select(c => (c.Id, c.Attempt, c.TriesLeft)));
        _claims.AddRange(answer.Claims);
    }

    /// <summary>Any claim there ever was, so that most kinds of stale and repeated finishes come by.</summary>
    private async Task FinishAsync(int a, int b)
    {
        if (_claims.Count == 0)
        {
            return;
        }

        TaskClaim claim = _claims[a % _claims.Count];
        (Disposition disposition, TimeSpan delay) = ((Disposition)(1 + (b % 5)), TimeSpan.FromSeconds(b % 7));
        string result = _claims.IndexOf(claim).ToString(CultureInfo.InvariantCulture);
        string summary = b % 2 == 0 ? "" : $$"""{"n":{{result}}}""";
        FinishAnswer answer = await store.FinishAsync(claim, disposition, result, delay: delay, summary: summary);
        Assert.Equal(_model.Finish(claim.Id, claim.Attempt, disposition, Now + delay), answer.Verdict);
        if (answer is { Verdict: FinishVerdict.Applied, Outcome: OutcomeState.Succeeded })
        {
            StoreModel.Entry task = _model.Find(claim.Id)!;
            (task.Result, task.Summary) = (result, summary);
        }
    }

    private Task Beat(MemberId handler)
    {
        (DateTimeOffset until, bool dead) = _model.Handlers[handler];
        _model.Handlers[handler] = (dead ? until : Now + Lease, dead);
        var held = _claims.Where(
            c => _model.Find(c.Id) is { Place: StoreModel.Place.Lease } t && t.Attempt == c.Attempt && t.Handler == handler).ToList();
        BeatAnswer answer = store.Beat(handler, [.. held.Select(c => c.Key())]);
        Assert.Equal(dead, answer.IsDead);
        Assert.Empty(answer.Lost);
        Assert.Equal(dead ? [] : held.Where(c => _model.Find(c.Id)!.Cancelled).Select(c => c.Id), answer.Cancelled.Select(r => r.Id));
        return Task.CompletedTask;
    }

    private async Task ReapAsync()
    {
        await store.ReapAsync();
        _model.Reap(Now);
    }

    private async Task PromoteAsync()
    {
        await store.PromoteAsync(1000);
        _model.Promote(Now);
    }

    private async Task CancelAsync(int a)
    {
        if (_ids.Count > 0)
        {
            TaskId id = _ids[a % _ids.Count];
            Assert.Equal(_model.Cancel(id, Now), await store.CancelAsync(id));
        }
    }

    private async Task RetryAsync(int a)
    {
        if (_ids.Count > 0)
        {
            TaskId id = _ids[a % _ids.Count];
            Assert.Equal(_model.Retry(id, Now), (await store.RetryAsync(id)).Change);
        }
    }

    private async Task DeleteAsync(int a)
    {
        if (_ids.Count > 0)
        {
            TaskId id = _ids[a % _ids.Count];
            Assert.Equal(_model.Delete(id, Now), await store.DeleteAsync(id));
        }
    }

    private async Task KeepAsync(int a, int b)
    {
        if (_ids.Count > 0)
        {
            (TaskId id, DateTimeOffset? until) = (_ids[a % _ids.Count], b % 10 == 0 ? null : Now.AddSeconds((b % 200) - 20));
            Assert.Equal(_model.Keep(id, until ?? TaskLimits.Forever, Now), await store.KeepAsync(id, new KeepRequest(until, null)));
        }
    }

    private async Task ReleaseAsync(int a)
    {
        if (_ids.Count > 0)
        {
            TaskId id = _ids[a % _ids.Count];
            Assert.Equal(_model.Release(id, Now), await store.ReleaseAsync(id));
        }
    }

    /// <summary>Nothing puts a task there yet, so SQL does.</summary>
    private async Task BlockAsync(int a)
    {
        if (_ids.Count > 0 && _model.Find(_ids[a % _ids.Count]) is { Place: StoreModel.Place.Ready or StoreModel.Place.Later } task)
        {
            await runSql(StoreSql.Block(task.Id, task.Place == StoreModel.Place.Ready ? "ready" : "later"));
            StoreModel.Block(task);
        }
    }

    private async Task ExpireAsync()
    {
        await store.DeleteExpiredAsync(1000);
        _model.DeleteExpired(Now);
    }

    private Task Step(TimeSpan span)
    {
        time.Advance(span);
        return Task.CompletedTask;
    }

    private async Task JoinAsync(int slot)
    {
        _handlers[slot] = await store.StartHandlerAsync();
        _model.Handlers[_handlers[slot]] = (Now + Lease, false);
    }
}
