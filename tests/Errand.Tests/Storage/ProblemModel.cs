using System.Text.RegularExpressions;

namespace Errand.Tests.Storage;

/// <summary>What is wrong with a few tasks, queues, handlers and janitors, by the rules as documented.</summary>
/// <param name="model">The tasks, queues and handlers.</param>
/// <param name="time">The clock.</param>
internal sealed partial class ProblemModel(StandingModel model, TimeProvider time)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    /// <summary>When the list of problems was made.</summary>
    private readonly DateTimeOffset _start = time.GetUtcNow();

    public List<StandingModel.Worker> Janitors { get; } = [];

    /// <summary>How tasks ended.</summary>
    public List<(string Type, OutcomeState Outcome, DateTimeOffset At)> Ends { get; } = [];

    /// <summary>The kinds that were expected so far; those of types are told from those of queues.</summary>
    public HashSet<string> Seen { get; } = [];

    private DateTimeOffset Now => time.GetUtcNow();

    public IReadOnlyList<Answer> Expected()
    {
        List<Answer> found = [.. Failing(), .. InQueues(), .. Lost(), .. OfJanitors(), .. Versions()];
        Seen.UnionWith(found.Select(problem => problem.Type is null ? problem.Kind : $"{problem.Kind} of a type"));
        return
        [
            .. found.OrderBy(problem => problem.Severity == "error" ? 0 : 1).ThenBy(problem => problem.Since ?? DateTimeOffset.MaxValue)
                .ThenBy(problem => problem.Kind, StringComparer.Ordinal).ThenBy(problem => problem.Queue, StringComparer.Ordinal)
                .ThenBy(problem => problem.Type, StringComparer.Ordinal),
        ];
    }

    private IEnumerable<Answer> Failing()
    {
        foreach (IGrouping<string, (string, OutcomeState Outcome, DateTimeOffset At)> type in
            Ends.Where(end => end.At > Now.AddMinutes(-10)).GroupBy(end => end.Type))
        {
            int ended = type.Count();
            DateTimeOffset[] failed = [.. type.Where(end => end.Outcome == OutcomeState.Failed).Select(end => end.At)];
            if (failed.Length >= 5 && failed.Length * 10 > ended)
            {
                yield return new Answer(
                    "failing", failed.Length == ended ? "error" : "warning", failed.Min(), null, type.Key,
                    $"{ended} 10 {failed.Length}");
            }
        }
    }

    private IEnumerable<Answer> InQueues()
    {
        foreach (string queue in model.Tasks.Select(task => task.Queue).Distinct())
        {
            // Of each priority only the first are looked at.
            StandingModel.Item[] ready =
                [.. model.Ready(queue).GroupBy(task => task.Priority).SelectMany(line => line.OrderBy(task => task.Id).Take(20))];
            DateTimeOffset? oldest = ready.Length > 0 ? ready.Min(task => task.ReadyAt) : null;
            StandingModel.Worker[] serving = [.. model.Workers.Where(worker => model.IsAlive(worker) && worker.Serves(queue))];
            if (model.Paused.Contains(queue))
            {
                if (oldest is { } since)
                {
                    yield return new Answer("paused-with-work", "warning", since, queue, null, Age(Now - since));
                }
            }
            else if (serving.Length > 0)
            {
                foreach (Answer problem in OfTypes(queue, ready, serving))
                {
                    yield return problem;
                }
            }
            else if (oldest is { } since)
            {
                yield return Nobody(queue, null, since, Age(Now - since), worker => worker.Serves(queue));
            }
        }
    }

    private IEnumerable<Answer> OfTypes(string queue, StandingModel.Item[] ready, StandingModel.Worker[] serving)
    {
        IEnumerable<StandingModel.Item> retried = model.Tasks.Where(
            task => task.Queue == queue && task.State == "later" && task.Attempt > 0);
        foreach (IGrouping<string, StandingModel.Item> type in ready.Concat(retried).GroupBy(task => task.Type))
        {
            if (!serving.Any(worker => worker.Has(type.Key)))
            {
                yield return Nobody(
                    queue, type.Key, type.Min(task => task.CreatedAt), "", worker => worker.Serves(queue) && worker.Has(type.Key));
            }
        }

        (StandingModel.Item Task, StandingModel.Worker[] Able)[] starving =
        [
            .. ready.Select(task => (task, serving.Where(worker => !worker.IsDraining && worker.Has(task.Type)).ToArray()))
                .Where(one => one.task.ReadyAt < Now.AddMinutes(-5) && one.Item2.Length > 0).OrderBy(one => one.task.ReadyAt),
        ];
        if (starving is [var (task, able), ..])
        {
            // Of several that are ready since the same instant, any may be the one that is spoken of.
            string numbers = $"{Age(Now - task.ReadyAt!.Value)} {able.Length} {able.Sum(worker => worker.Slots)} {able.Sum(worker => model.Held(worker).Count())}";
            bool isOne = starving.Count(one => one.Task.ReadyAt == task.ReadyAt) == 1;
            yield return new Answer("starving", "warning", task.ReadyAt, queue, null, isOne ? numbers : null);
        }
    }

    private Answer Nobody(string queue, string? type, DateTimeOffset oldest, string age, Func<StandingModel.Worker, bool> could)
    {
        DateTimeOffset? goneAt = null;
        foreach (StandingModel.Worker worker in model.Workers.Where(worker => IsRememberedAsGone(worker) && could(worker)))
        {
            goneAt = goneAt > worker.LeaseEnd ? goneAt : worker.LeaseEnd;
        }

        string numbers = goneAt is { } then ? $"{age} {Age(Now - then)}".Trim() : age;
        return new Answer("no-handler", "error", goneAt > oldest ? goneAt : oldest, queue, type, numbers);
    }

    private IEnumerable<Answer> Lost()
    {
        StandingModel.Worker[] lost =
            [.. model.Workers.Where(worker => IsRememberedAsGone(worker) && !worker.HasLeft).OrderBy(worker => worker.LeaseEnd)];
        if (lost.Length > 0)
        {
            string count = lost.Length == 1 ? "" : $"{lost.Length} ";
            string ago = Age(Now - lost[^1].LeaseEnd);
            int tasks = lost.Sum(worker => worker.Lost);
            yield return new Answer(
                "handler-lost", "warning", lost[0].LeaseEnd, null, null, tasks == 0 ? $"{count}{ago}" : $"{count}{ago} {tasks}");
        }
    }

    private IEnumerable<Answer> OfJanitors()
    {
        if (!Janitors.Exists(model.IsAlive))
        {
            StandingModel.Worker[] gone = [.. Janitors.Where(IsRememberedAsGone)];
            yield return new Answer(
                "janitor-lag", "warning", gone.Length > 0 ? gone.Max(janitor => janitor.LeaseEnd) : null, null, null, "");
        }
    }

    /// <summary>All that lives here says that it is 1.0, which is not this program.</summary>
    private IEnumerable<Answer> Versions()
    {
        if (model.Workers.Concat(Janitors).Any(model.IsAlive))
        {
            yield return new Answer("versions", "warning", _start, null, null, null);
        }
    }

    private bool IsRememberedAsGone(StandingModel.Worker worker) => !model.IsAlive(worker) && worker.LeaseEnd > Now - Remembered;

    private static string Age(TimeSpan age) => age.TotalSeconds < 120 ? $"{Math.Floor(age.TotalSeconds)}"
        : age.TotalMinutes < 120 ? $"{Math.Floor(age.TotalMinutes)}"
        : $"{Math.Floor(age.TotalHours)}";

    /// <summary>What a problem says, and of its sentence the numbers.</summary>
    internal sealed partial record Answer(
        string Kind, string Severity, DateTimeOffset? Since, string? Queue, string? Type, string? Numbers)
    {
        /// <param name="said">What is said.</param>
        /// <param name="expected">What is expected, perhaps without numbers.</param>
        public static Answer Of(ServerProblem said, Answer? expected) => new(
            said.Kind, said.Severity, said.Since, said.Queue, said.Type,
            expected is { Numbers: null } ? null : string.Join(' ', Number().Matches(said.Sentence).Select(match => match.Value)));

        [GeneratedRegex(@"\d+(?:\.\d+)?")]
        private static partial Regex Number();
    }
}
