using System.Globalization;
using Errand.Storage.Views;

namespace Errand.Lists;

/// <summary>Every key of a search.</summary>
internal static class SearchKeys
{
    private static readonly Dictionary<string, TaskState> Statuses = new(StringComparer.Ordinal)
    {
        ["waiting"] = TaskState.Waiting,
        ["running"] = TaskState.Running,
        ["done"] = TaskState.Done,
    };

    private static readonly Dictionary<string, OutcomeState> Outcomes = new(StringComparer.Ordinal)
    {
        ["succeeded"] = OutcomeState.Succeeded,
        ["failed"] = OutcomeState.Failed,
        ["cancelled"] = OutcomeState.Cancelled,
    };

    private static readonly string[] Reasons =
        [TaskReason.Ready, TaskReason.Scheduled, TaskReason.Retry, TaskReason.Paused, TaskReason.Cancelling];

    public static readonly SearchKey Type = Text("type", TaskFacets.None, (task, text) => task.Type == text);

    public static readonly SearchKey Status = new("status", TaskFacets.Progress, IsOrdered: false, ReadStatus);

    public static readonly SearchKey Outcome = new("outcome", TaskFacets.Progress, IsOrdered: false, ReadOutcome);

    public static readonly SearchKey Reason = new("reason", TaskFacets.Progress | TaskFacets.Queue, IsOrdered: false, ReadReason);

    public static readonly SearchKey Queue = Text("queue", TaskFacets.Queue, (task, text) => task.Queue == text);

    public static readonly SearchKey Tag = Text("tag", TaskFacets.None, (task, text) => task.Tags.Contains(text));

    public static readonly SearchKey Handler = Text(
        "handler", TaskFacets.Progress, (task, text) => task.Handler is { } handler && handler.ToString() == text);

    public static readonly SearchKey Args = new("args.", TaskFacets.Args, IsOrdered: true, (string member, SearchValue value, out SearchTest test) =>
        MemberTest.Read(member, value, task => task.Args, out test));

    public static readonly SearchKey Created = Instant("created", TaskFacets.None, task => task.CreatedAt);

    public static IReadOnlyList<SearchKey> All { get; } =
    [
        Type, Status, Outcome, Reason, Queue, Tag, Handler,
        new("id", TaskFacets.None, IsOrdered: true, ReadId),
        Created,
        Instant("finished", TaskFacets.Progress, task => task.FinishedAt),
        Number("priority", TaskFacets.None, task => task.Priority),
        Number("attempt", TaskFacets.Progress, task => task.Attempt),
        Args,
        new("summary.", TaskFacets.Summary, IsOrdered: true, (string member, SearchValue value, out SearchTest test) =>
            MemberTest.Read(member, value, task => task.Summary, out test)),
        new("error", TaskFacets.Error, IsOrdered: false, ReadError),
    ];

    /// <summary>For people.</summary>
    public static string Names { get; } = string.Join(", ", All.Select(key => key.HasMember ? $"{key.Name}NAME" : key.Name));

    public static string WordOf(TaskState status) => Statuses.First(word => word.Value == status).Key;

    public static string WordOf(OutcomeState outcome) => Outcomes.First(word => word.Value == outcome).Key;

    /// <summary>Tasks whose type, queue or one of whose tags begins with a word.</summary>
    public static SearchTest Word(string word) => new((task, _) => task.Type.StartsWith(word, StringComparison.Ordinal)
        || task.Queue.StartsWith(word, StringComparison.Ordinal)
        || task.Tags.Any(tag => tag.StartsWith(word, StringComparison.Ordinal)));

    /// <summary>The task of an id.</summary>
    public static SearchTest Id(long id) => new((task, _) => task.Id.Value == id) { SmallestId = id, LargestId = id };

    private static SearchKey Text(string name, TaskFacets needs, Func<TaskFacts, string, bool> equals) => new(
        name, needs, IsOrdered: false, (string _, SearchValue value, out SearchTest test) =>
        {
            test = new SearchTest((task, _) => equals(task, value.Text));
            return value.Text.Length == 0 ? "a name is missing" : null;
        });

    private static SearchKey Number(string name, TaskFacets needs, Func<TaskFacts, long> number) => new(
        name, needs, IsOrdered: true, (string _, SearchValue value, out SearchTest test) =>
        {
            string? wrong = ReadNumbers(value, out long low, out long high);
            test = new SearchTest((task, _) => number(task) >= low && number(task) <= high);
            return wrong;
        });

    private static SearchKey Instant(string name, TaskFacets needs, Func<TaskFacts, DateTimeOffset?> instant) => new(
        name, needs, IsOrdered: true, (string _, SearchValue value, out SearchTest test) => InstantTest.Read(value, instant, out test));

    private static string? ReadId(string member, SearchValue value, out SearchTest test)
    {
        string? wrong = ReadNumbers(value, out long low, out long high);
        test = new SearchTest((task, _) => task.Id.Value >= low && task.Id.Value <= high)
        {
            SmallestId = Math.Max(1, low),
            LargestId = Math.Min(high, long.MaxValue - 1),
        };
        return wrong;
    }

    private static string? ReadStatus(string member, SearchValue value, out SearchTest test)
    {
        bool isKnown = Statuses.TryGetValue(value.Text, out TaskState status);
        test = new SearchTest((task, _) => task.Status == status)
        {
            Place = status switch
            {
                TaskState.Waiting => ScanPlace.Waiting,
                TaskState.Running => ScanPlace.Running,
                _ => ScanPlace.Done,
            },
        };
        return isKnown ? null : $"a status is {Either(Statuses.Keys)}";
    }

    private static string? ReadOutcome(string member, SearchValue value, out SearchTest test)
    {
        bool isKnown = Outcomes.TryGetValue(value.Text, out OutcomeState outcome);
        test = new SearchTest((task, _) => task.Outcome == outcome)
        {
            Place = outcome switch
            {
                OutcomeState.Failed => ScanPlace.Failed,
                OutcomeState.Cancelled => ScanPlace.Cancelled,
                _ => ScanPlace.Done,
            },
        };
        return isKnown ? null : $"an outcome is {Either(Outcomes.Keys)}";
    }

    private static string? ReadReason(string member, SearchValue value, out SearchTest test)
    {
        test = new SearchTest((task, _) => task.Reason == value.Text)
        {
            Place = value.Text == TaskReason.Cancelling ? ScanPlace.Running : ScanPlace.Waiting,
        };
        return Reasons.Contains(value.Text) ? null : $"a reason is {Either(Reasons)}";
    }

    private static string? ReadError(string member, SearchValue value, out SearchTest test)
    {
        string part = FoldedText.Of(value.Text);
        test = new SearchTest((task, _) =>
            task.ErrorMessage is { } message && FoldedText.Of(message).Contains(part, StringComparison.Ordinal));
        return part.Length == 0 ? "the text to look for is missing" : null;
    }

    private static string? ReadNumbers(SearchValue value, out long low, out long high)
    {
        (low, high) = (long.MinValue, long.MaxValue);
        if (!TryParse(value.Text, out long first) || !TryParse(value.UpperText ?? value.Text, out long last))
        {
            return "a whole number is expected";
        }

        (low, high) = value.Sign switch
        {
            SearchSign.Greater => (first + 1, high),
            SearchSign.Less => (low, first - 1),
            SearchSign.Between => (first, last),
            _ => (first, first),
        };
        return null;
    }

    // One below the largest: the bounds beside it are numbers, too.
    private static bool TryParse(string text, out long number) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number)
        && number is > long.MinValue and < long.MaxValue;

    private static string Either(IEnumerable<string> words)
    {
        string[] all = [.. words];
        return $"{string.Join(", ", all[..^1])} or {all[^1]}";
    }
}
