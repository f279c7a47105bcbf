using Errand.Storage;
using Errand.Storage.Messages;
using Errand.Storage.Stats;
using Microsoft.Extensions.Time.Testing;
using static Errand.Tests.Storage.StoreSteps;

namespace Errand.Tests.Storage;

/// <summary>Does the same at random to a store and to a <see cref="ProblemModel"/>.</summary>
internal sealed class ProblemRun
{
    /// <summary>What a run must have come across to be worth anything.</summary>
    public static readonly string[] Reached =
        ["failing of a type", "no-handler", "no-handler of a type", "starving", "paused-with-work", "handler-lost", "janitor-lag", "versions"];

    private readonly ITaskStore _store;
    private readonly FakeTimeProvider _time;
    private readonly Random _random;
    private readonly StandingRun _run;

    public ProblemRun(ITaskStore store, FakeTimeProvider time, Random random)
    {
        (_store, _time, _random) = (store, time, random);
        _run = new StandingRun(store, time, random) { Ended = CountAsync };
        Model = new ProblemModel(_run.Model, time);
    }

    public ProblemModel Model { get; }

    /// <returns>What was done.</returns>
    public async Task<string> StepAsync() => _random.Next(24) switch
    {
        0 => await StartJanitorAsync(),
        1 => await StopJanitorAsync(),
        2 => await _run.PassMinutesAsync(_random.Next(1, 8)),
        3 => await FailAsync(),
        _ => await _run.StepAsync(),
    };

    /// <summary>As the process would that ended it.</summary>
    private Task CountAsync(StandingModel.Item task)
    {
        Model.Ends.Add((task.Type, task.Outcome!.Value, _time.GetUtcNow()));
        var row = new StatRow { Type = task.Type, Queue = task.Queue, Outcome = task.Outcome, Finished = 1 };
        return _store.AddStatsAsync(new StatBatch(Guid.NewGuid(), [row]));
    }

    private async Task<string> StartJanitorAsync()
    {
        MemberId id = await _store.StartHandlerAsync(0, "janitor");
        Model.Janitors.Add(new StandingModel.Worker { Id = id, Slots = 0, Offer = null, LeaseEnd = _time.GetUtcNow() + Lease });
        return "start a janitor";
    }

    private async Task<string> StopJanitorAsync()
    {
        foreach (StandingModel.Worker janitor in Model.Janitors.Where(_run.Model.IsAlive))
        {
            await _store.LeaveAsync(janitor.Id);
            (janitor.HasLeft, janitor.LeaseEnd) = (true, _time.GetUtcNow());
        }

        return "stop the janitors";
    }

    private async Task<string> FailAsync()
    {
        for (int i = 0; i < 6; i++)
        {
            await _run.SubmitAsync();
            await _run.ClaimAsync();
            await _run.FinishAsync(Disposition.Failed);
        }

        return "fail some";
    }
}
