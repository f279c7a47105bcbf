using System.Globalization;
using System.Text;
using Errand.HistoryChecker;
using Errand.Storage.Messages;
using Errand.Tests.Storage;
using static Errand.Tests.Storage.StoreSteps;

namespace Errand.Tests.HistoryChecking.RealStores;

/// <summary>Handlers that claim, finish, hand back, freeze, are declared dead and wake up again, on a real store; drawn from a seed, and
/// written down as a history.</summary>
internal sealed class StoreDrama(Stage stage, StageStore store, int seed)
{
    private const int Handlers = 3;

    private readonly Random _random = new(seed);
    private readonly List<RecordedEvent> _events = [];
    private readonly List<Actor> _awake = [];
    private readonly List<Actor> _frozen = [];
    private readonly List<TaskId> _ids = [];
    private long _now;
    private int _actors;

    public async Task<CheckReport> PlayAsync(int steps)
    {
        while (_awake.Count < Handlers)
        {
            await EnterAsync();
        }

        for (int step = 0; step < steps; step++)
        {
            await StepAsync();
        }

        await EndAsync();
        foreach (StoredTask task in await stage.TasksAsync())
        {
            Happen("dump", task);
        }

        return CheckReport.Of(new History(_events));
    }

    private Task StepAsync() => _random.Next(100) switch
    {
        < 28 => SubmitAsync(),
        < 55 => ClaimAsync(AnyOf(_awake)),
        < 78 => FinishAsync(AnyOf(_awake), Disposition.Succeeded),
        < 82 => FinishAsync(AnyOf(_awake), Disposition.Retry),
        < 88 => FinishAsync(AnyOf(_awake), Disposition.HandBack),
        < 94 => ViewAsync(),
        < 97 => FreezeAsync(),
        _ => WakeAsync(),
    };

    private async Task SubmitAsync()
    {
        string key = $"key-{_ids.Count}";
        Happen("client", new SubmitSent("client", key));
        TaskId id = await store.SubmitAsync(key);
        Happen("client", new SubmitAccepted(id.Value, key));
        _ids.Add(id);
    }

    private async Task ClaimAsync(Actor actor)
    {
        foreach (TaskClaim claim in await store.ClaimAsync(actor.Id, _random.Next(1, 4)))
        {
            Happen(actor.Name, new RunStarted(claim.Id.Value, claim.Attempt, actor.Name, actor.Number));
            actor.Held.Add(claim);
        }
    }

    private async Task FinishAsync(Actor actor, Disposition disposition)
    {
        if (actor.Held.Count == 0)
        {
            return;
        }

        TaskClaim claim = actor.Held[_random.Next(actor.Held.Count)];
        actor.Held.Remove(claim);
        string result = string.Create(CultureInfo.InvariantCulture, $"\"{claim.Id} by attempt {claim.Attempt}\"");
        Happen(actor.Name, disposition switch
        {
            Disposition.Succeeded => new RunEnded(claim.Id.Value, claim.Attempt, RunEnd.Returned, Hash(result)),
            Disposition.Retry => new RunEnded(claim.Id.Value, claim.Attempt, RunEnd.Threw),
            _ => new RunEnded(claim.Id.Value, claim.Attempt, RunEnd.Stopped),
        });
        await store.FinishAsync(claim, disposition, result);
    }

    private async Task ViewAsync()
    {
        if (_ids.Count == 0)
        {
            return;
        }

        TaskId id = _ids[_random.Next(_ids.Count)];
        long askedAt = _now += 10;
        TaskRecord? task = await stage.Store.FindAsync(id);
        Happen("client", task is null ? new Viewed(id.Value, askedAt, SeenStatus.Absent) : new Viewed(
            id.Value, askedAt, Enum.Parse<SeenStatus>($"{task.Status}"), task.Attempt,
            task.Outcome is { } outcome ? Enum.Parse<SeenOutcome>($"{outcome}") : null,
            task.Outcome == OutcomeState.Succeeded ? Hash(task.Result!.Value.Text()) : null));
    }

    /// <summary>It stands still past its lease, and another takes its place.</summary>
    private async Task FreezeAsync()
    {
        Actor frozen = AnyOf(_awake);
        _awake.Remove(frozen);
        _frozen.Add(frozen);
        await EnterAsync();
        await PassAsync(TimeSpan.FromSeconds(10));
        await PassAsync(TimeSpan.FromSeconds(10));
    }

    /// <summary>A frozen one wakes and does what it was about to do, before it learns that it had been declared dead.</summary>
    private async Task WakeAsync()
    {
        if (_frozen.Count > 0)
        {
            Actor woken = AnyOf(_frozen);
            await ClaimAsync(woken);
            await FinishAsync(woken, Disposition.Succeeded);
        }
    }

    /// <summary>Everything comes to its end; the last word have those that are long dead.</summary>
    private async Task EndAsync()
    {
        for (int round = 0; round < 20; round++)
        {
            await PassAsync(TimeSpan.FromSeconds(2));
            foreach (Actor actor in _awake)
            {
                await ClaimAsync(actor);
                while (actor.Held.Count > 0)
                {
                    await FinishAsync(actor, Disposition.Succeeded);
                }
            }

            round = (await stage.TasksAsync()).All(task => task.Status == SeenStatus.Done) ? 20 : round;
        }

        foreach (Actor dead in _frozen)
        {
            while (dead.Held.Count > 0)
            {
                await FinishAsync(dead, Disposition.Succeeded);
            }
        }
    }

    private async Task PassAsync(TimeSpan span)
    {
        stage.Time.Advance(span);
        foreach (Actor actor in _awake)
        {
            stage.Store.Beat(actor.Id);
        }

        await stage.Store.ReapAsync();
        await stage.Store.PromoteAsync(1000);
    }

    private async Task EnterAsync() => _awake.Add(new Actor(await stage.Store.StartHandlerAsync(), ++_actors));

    private Actor AnyOf(List<Actor> actors) => actors[_random.Next(actors.Count)];

    private void Happen(string source, HistoryEvent happening) =>
        _events.Add(new RecordedEvent(source, _events.Count + 1, happening with { At = _now += 10 }));

    private static string Hash(string result) => ResultHash.Of(Encoding.UTF8.GetBytes(result));
}
