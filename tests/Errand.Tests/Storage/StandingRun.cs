using Errand.Storage;
using Errand.Storage.Messages;
using Microsoft.Extensions.Time.Testing;
using static Errand.Tests.Storage.StoreSteps;

namespace Errand.Tests.Storage;

/// <summary>Does the same at random to a store and to a <see cref="StandingModel"/>.</summary>
internal sealed class StandingRun(ITaskStore store, FakeTimeProvider time, Random random)
{
    /// <summary>What a run must have come across to be worth anything.</summary>
    public static readonly string[] Reached =
        ["scheduled", "retry", "paused", "no-handler", "busy", "draining", "ready", "running", "done"];

    private static readonly string[] Queues = ["a", "b"];
    private static readonly string[] Types = ["add", "fit"];

    public StandingModel Model { get; } = new(time);

    /// <summary>Called when a task has ended.</summary>
    public Func<StandingModel.Item, Task> Ended { get; init; } = _ => Task.CompletedTask;

    /// <summary>A few, among them the newest.</summary>
    public IEnumerable<StandingModel.Item> SomeTasks() =>
        random.GetItems(Model.Tasks.ToArray(), Math.Min(4, Model.Tasks.Count)).Append(Model.Tasks[^1]).Distinct();

    /// <returns>What was done.</returns>
    public async Task<string> StepAsync()
    {
        if (Model.Tasks.Count == 0)
        {
            return await SubmitAsync();
        }

        return random.Next(20) switch
        {
            < 5 => await SubmitAsync(),
            < 9 => await ClaimAsync(),
            < 12 => await FinishAsync(),
            12 => await PauseAsync(),
            13 => await StartAsync(),
            14 => await LeaveAsync(),
            15 => Drain(),
            16 => await CancelAsync(),
            17 => await RetryAsync(),
            18 => await PassTimeAsync(TimeSpan.FromSeconds(random.Next(1, 8)), areAllSilent: false),
            _ => await PassTimeAsync(TimeSpan.FromSeconds(random.Next(3, 20)), areAllSilent: random.Next(3) == 0),
        };
    }

    public async Task<string> SubmitAsync()
    {
        bool isDelayed = random.Next(4) == 0;
        var delay = TimeSpan.FromSeconds(random.Next(1, 30));
        (string queue, string type, int priority) = (Pick(Queues), Pick(Types), random.Next(-1, 2));
        Submission task = NewTask(queue: queue, priority: priority, tries: 50, delay: isDelayed ? delay : null) with
        {
            Type = new TaskType(type),
        };
        TaskId id = await store.SubmitAsync(task);
        Model.Tasks.Add(new StandingModel.Item
        {
            Id = id,
            Queue = queue,
            Type = type,
            Priority = priority,
            State = isDelayed ? "later" : "ready",
            DueAt = isDelayed ? time.GetUtcNow() + delay : null,
            CreatedAt = time.GetUtcNow(),
            ReadyAt = isDelayed ? null : time.GetUtcNow(),
        });
        return "submit";
    }

    public async Task<string> ClaimAsync()
    {
        if (PickAlive() is not { } worker)
        {
            return "nobody claims";
        }

        string queue = Pick(Queues);
        int wanted = random.Next(1, 4);
        ClaimAnswer answer = await store.ClaimAsync(new ClaimRequest(worker.Id, Guid.NewGuid(), queue, wanted, 0));
        StandingModel.Item[] expected = Model.Paused.Contains(queue) ? [] : [.. Model.Ready(queue).Take(wanted)];
        Assert.Equal(expected.Select(task => task.Id), answer.Claims.Select(claim => claim.Id));
        foreach ((StandingModel.Item task, TaskClaim claim) in expected.Zip(answer.Claims))
        {
            (task.State, task.Holder, task.Claim, task.Attempt, task.ReadyAt) = ("running", worker, claim, task.Attempt + 1, null);
        }

        return "claim";
    }

    /// <param name="asItIs">How the run ends; null: at random.</param>
    public async Task<string> FinishAsync(Disposition? asItIs = null)
    {
        StandingModel.Item[] running = [.. Model.Tasks.Where(task => task.State == "running")];
        if (running.Length == 0)
        {
            return "nothing ends";
        }

        StandingModel.Item item = Pick(running);
        Disposition end = asItIs ?? Pick(
            [Disposition.Succeeded, Disposition.Failed, Disposition.Retry, Disposition.HandBack, Disposition.NoSuchType]);
        var delay = TimeSpan.FromSeconds(random.Next(1, 30));
        await store.FinishAsync(item.Claim!, end, delay: delay);
        item.State = end is Disposition.Succeeded or Disposition.Failed ? "done" : end == Disposition.HandBack ? "ready" : "later";
        item.DueAt = item.State == "later" ? time.GetUtcNow() + delay : null;
        item.ReadyAt = item.State == "ready" ? time.GetUtcNow() : null;
        if (item.State == "done")
        {
            item.Outcome = end == Disposition.Succeeded ? OutcomeState.Succeeded : OutcomeState.Failed;
            item.FinishedAt = time.GetUtcNow();
            await Ended(item);
        }

        return $"finish as {end}";
    }

    private async Task<string> PauseAsync()
    {
        string queue = Pick(Queues);
        bool isPaused = random.Next(2) == 0;
        bool isKnown = await store.SetPausedAsync(queue, isPaused);
        Assert.Equal(Model.Tasks.Any(task => task.Queue == queue), isKnown);
        _ = isKnown && (isPaused ? Model.Paused.Add(queue) : Model.Paused.Remove(queue));
        return isPaused ? "pause" : "resume";
    }

    private async Task<string> StartAsync()
    {
        var id = MemberId.New();
        int slots = random.Next(1, 4);
        MemberOffer? offer = random.Next(4) == 0 ? null : new MemberOffer(
            random.Next(3) == 0 ? null : [Pick(Queues)], random.Next(3) == 0 ? Types : [Pick(Types)]);
        await store.JoinAsync(Entry(id, slots) with { Offer = offer }, Lease);
        Model.Workers.Add(new StandingModel.Worker { Id = id, Slots = slots, Offer = offer, LeaseEnd = time.GetUtcNow() + Lease });
        return "start a handler";
    }

    private async Task<string> LeaveAsync()
    {
        if (PickAlive() is not { } worker)
        {
            return "nobody leaves";
        }

        await store.LeaveAsync(worker.Id);
        (worker.HasLeft, worker.LeaseEnd) = (true, time.GetUtcNow());
        return "stop a handler";
    }

    private string Drain()
    {
        if (PickAlive() is not { } worker)
        {
            return "nobody drains";
        }

        store.Beat(new BeatRequest(worker.Id, Lease, []) { IsDraining = true });
        (worker.IsDraining, worker.LeaseEnd) = (true, time.GetUtcNow() + Lease);
        return "drain a handler";
    }

    private async Task<string> CancelAsync()
    {
        StandingModel.Item item = Pick(Model.Tasks);
        if (item.State is not ("ready" or "later"))
        {
            return "cancel nothing";
        }

        await store.CancelAsync(item.Id);
        (item.State, item.Outcome, item.FinishedAt, item.ReadyAt) = ("done", OutcomeState.Cancelled, time.GetUtcNow(), null);
        await Ended(item);
        return "cancel";
    }

    private async Task<string> RetryAsync()
    {
        StandingModel.Item item = Pick(Model.Tasks);
        if ((await store.RetryAsync(item.Id)).Change != TaskChange.Changed)
        {
            return "retry nothing";
        }

        Assert.Equal("done", item.State);
        (item.State, item.Outcome, item.ReadyAt) = ("ready", null, time.GetUtcNow());
        item.Attempt = (await store.ViewAsync(item.Id)).Attempt;
        return "retry";
    }

    /// <summary>The live beat, or do not.</summary>
    private async Task<string> PassTimeAsync(TimeSpan passed, bool areAllSilent)
    {
        foreach (StandingModel.Worker worker in Model.Workers.Where(Model.IsAlive).ToList())
        {
            if (!areAllSilent && random.Next(5) > 0)
            {
                store.Beat(new BeatRequest(worker.Id, Lease, []));
                worker.LeaseEnd = time.GetUtcNow() + Lease;
            }
        }

        await AdvanceAsync(passed);
        return "let time pass";
    }

    /// <summary>Every live handler beats, again and again.</summary>
    public async Task<string> PassMinutesAsync(int minutes)
    {
        for (int i = 0; i < minutes * 6; i++)
        {
            foreach (StandingModel.Worker worker in Model.Workers.Where(Model.IsAlive))
            {
                store.Beat(new BeatRequest(worker.Id, Lease, []));
                worker.LeaseEnd = time.GetUtcNow() + Lease;
            }

            await AdvanceAsync(TimeSpan.FromSeconds(10));
        }

        return $"let {minutes} minutes pass";
    }

    /// <summary>The dead lose their tasks, and what is due can be claimed.</summary>
    private async Task AdvanceAsync(TimeSpan passed)
    {
        time.Advance(passed);
        await store.ReapAsync();
        foreach (StandingModel.Item task in Model.Tasks.Where(task => task.State == "running" && Model.IsReaped(task.Holder!)))
        {
            (task.State, task.ReadyAt) = ("ready", time.GetUtcNow());
            task.Holder!.Lost++;
        }

        await store.PromoteAsync(1000);
        foreach (StandingModel.Item task in Model.Tasks.Where(task => task.State == "later" && task.DueAt <= time.GetUtcNow()))
        {
            (task.State, task.ReadyAt) = ("ready", time.GetUtcNow());
        }
    }

    private StandingModel.Worker? PickAlive() => Model.Workers.Where(Model.IsAlive).ToArray() is { Length: > 0 } alive ? Pick(alive) : null;

    private T Pick<T>(IReadOnlyList<T> all) => all[random.Next(all.Count)];
}
