using Errand.Storage.Messages;

namespace Errand.Tests.Storage;

/// <summary>Tasks, queues and handlers as a few lists, and why each task waits, by the rules as documented.</summary>
internal sealed class StandingModel(TimeProvider time)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    public List<Item> Tasks { get; } = [];

    public List<Worker> Workers { get; } = [];

    public HashSet<string> Paused { get; } = [];

    /// <summary>The reasons that were expected so far.</summary>
    public HashSet<string> Seen { get; } = [];

    private DateTimeOffset Now => time.GetUtcNow();

    public bool IsAlive(Worker worker) => !worker.HasLeft && worker.LeaseEnd > Now;

    /// <summary>At the very instant at which a lease ends, its holder is neither alive nor taken for dead.</summary>
    public bool IsReaped(Worker worker) => worker.HasLeft || worker.LeaseEnd < Now;

    public IEnumerable<Item> Held(Worker worker) => Tasks.Where(task => task.State == "running" && task.Holder == worker);

    /// <summary>In the order in which they are claimed.</summary>
    public IEnumerable<Item> Ready(string queue) => Tasks.Where(task => task.State == "ready" && task.Queue == queue)
        .OrderByDescending(task => task.Priority).ThenBy(task => task.Id);

    /// <param name="task">One of its tasks.</param>
    /// <param name="lastHandler">Who was said to have gone last: of several that went at one instant, each is right.</param>
    public Answer Expected(Item task, string? lastHandler)
    {
        Worker[] serving = [.. Workers.Where(worker => IsAlive(worker) && worker.Serves(task.Queue))];
        Worker[] able = [.. serving.Where(worker => worker.Has(task.Type))];
        Worker[] taking = [.. able.Where(worker => !worker.IsDraining)];
        int slots = 0, free = 0;
        foreach (Worker worker in taking)
        {
            slots += worker.Slots;
            free += Math.Max(0, worker.Slots - Held(worker).Count());
        }

        int? ahead = task.State == "ready" ? Ready(task.Queue).TakeWhile(other => other != task).Count() : null;
        Worker[] gone = able.Length > 0 ? [] :
        [
            .. Workers.Where(worker => !IsAlive(worker) && worker.LeaseEnd > Now - Remembered && worker.Serves(task.Queue))
                .Where(worker => serving.Length == 0 || worker.Has(task.Type)).OrderByDescending(worker => worker.LeaseEnd),
        ];
        string? last = gone.TakeWhile(worker => worker.LeaseEnd == gone[0].LeaseEnd).Select(worker => worker.Id.ToString())
            .OrderByDescending(id => id == lastHandler).FirstOrDefault();
        string reason = ReasonOf(task, able.Length, taking.Length, free, ahead ?? 0);
        Seen.Add(reason);
        return new Answer(
            reason, ahead, taking.Length, slots, free, last, task.State == "later" ? task.DueAt : null,
            Paused.Contains(task.Queue) && reason is "scheduled" or "retry" or "paused");
    }

    private string ReasonOf(Item task, int able, int taking, int free, int ahead)
    {
        if (task.State is "running" or "done")
        {
            return task.State;
        }

        if (task.State == "later")
        {
            return task.Attempt == 0 ? "scheduled" : able > 0 ? "retry" : "no-handler";
        }

        return Paused.Contains(task.Queue) ? "paused"
            : able == 0 ? "no-handler"
            : taking == 0 ? "draining"
            : free <= ahead ? "busy"
            : "ready";
    }

    /// <summary>What an explanation says, without its words.</summary>
    internal sealed record Answer(
        string Reason, int? Ahead, int Handlers, int Slots, int FreeSlots, string? LastHandler, DateTimeOffset? Next, bool SaysPaused)
    {
        public static Answer Of(TaskExplanation said) => new(
            said.Reason, said.Facts.Ahead?.Count, said.Facts.Handlers, said.Facts.Slots, said.Facts.FreeSlots, said.Facts.LastHandler?.Id,
            said.Facts.Next, said.Sentence.Contains("paused", StringComparison.Ordinal));
    }

    internal sealed class Item
    {
        public required TaskId Id { get; init; }

        public required string Queue { get; init; }

        public required string Type { get; init; }

        public required int Priority { get; init; }

        /// <summary>ready, later, running or done.</summary>
        public required string State { get; set; }

        public DateTimeOffset? DueAt { get; set; }

        public required DateTimeOffset CreatedAt { get; init; }

        /// <summary>Since when it is ready, if it is.</summary>
        public DateTimeOffset? ReadyAt { get; set; }

        /// <summary>Null until it is done.</summary>
        public OutcomeState? Outcome { get; set; }

        public DateTimeOffset FinishedAt { get; set; }

        public int Attempt { get; set; }

        public Worker? Holder { get; set; }

        public TaskClaim? Claim { get; set; }
    }

    internal sealed class Worker
    {
        public required MemberId Id { get; init; }

        public required int Slots { get; init; }

        public required MemberOffer? Offer { get; init; }

        public required DateTimeOffset LeaseEnd { get; set; }

        public bool HasLeft { get; set; }

        /// <summary>How many tasks were taken over from it.</summary>
        public int Lost { get; set; }

        public bool IsDraining { get; set; }

        public bool Serves(string queue) => Offer?.Queues is not { } queues || queues.Contains(queue);

        public bool Has(string type) => Offer is null || Offer.Types.Contains(type);
    }
}
