using System.Text.Json;
using Errand.Lists;

namespace Errand.Dashboard.Pages.Tasks;

/// <summary>A column of the list.</summary>
/// <param name="Name">As an address has it: <c>created</c>, <c>args.dt</c>.</param>
/// <param name="Words">At its head.</param>
public sealed record TaskColumn(string Name, string Words)
{
    private const string ArgsPrefix = "args.";
    private const string SummaryPrefix = "summary.";

    /// <summary>A list has no more, so that it stays legible.</summary>
    private const int Most = 16;

    private const int LongestName = 200;

    private static readonly TaskColumn[] Usual =
        [new("created", "created"), new("wait", "wait"), new("run", "run"), new("queue", "queue"), new("args", "args / summary"), new("error", "error")];

    private static readonly TaskColumn[] Others =
    [
        new("finished", "finished"), new("priority", "priority"), new("attempt", "tries"), new("tags", "tags"), new("handler", "handler"),
        new("expires", "expires"),
    ];

    /// <summary>All but members of arguments and summaries.</summary>
    public static IReadOnlyList<TaskColumn> Named { get; } = [.. Usual, .. Others];

    /// <summary>Whether it holds an amount.</summary>
    public bool IsNumber => Name is "wait" or "run" or "priority" or "attempt";

    /// <summary>What is in it, where its words alone do not tell.</summary>
    public string Meaning => Name switch
    {
        "wait" => "From the submission to the start of the last try",
        "run" => "How long the last try took",
        "args" => "What the result is summed up to, else the arguments",
        _ => Words,
    };

    /// <summary>Its class: names of members are data, and never become one.</summary>
    public string Class => IsMember ? "member" : IsNumber ? $"{Name} number" : Name;

    public bool IsMember =>
        Name.StartsWith(ArgsPrefix, StringComparison.Ordinal) || Name.StartsWith(SummaryPrefix, StringComparison.Ordinal);

    /// <summary>Those of an address, in its order. What is no column is left out; if none is left, they are the usual ones.</summary>
    /// <param name="texts">Names, parted by commas.</param>
    public static IReadOnlyList<TaskColumn> Read(IEnumerable<string?> texts)
    {
        TaskColumn[] columns =
        [
            .. texts.SelectMany(text => (text ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries)).Distinct()
                .Select(Find).OfType<TaskColumn>().Take(Most),
        ];
        return columns.Length == 0 ? Usual : columns;
    }

    /// <summary>As an address has them; null: the usual ones.</summary>
    public static string? Print(IReadOnlyList<TaskColumn> columns) =>
        columns.SequenceEqual(Usual) ? null : string.Join(',', columns.Select(column => column.Name));

    /// <summary>Columns for the members that arguments and summaries of some tasks have.</summary>
    public static IReadOnlyList<TaskColumn> OfMembers(IEnumerable<TaskView> tasks) =>
    [
        .. tasks.SelectMany(task => NamesOf(ArgsPrefix, task.Args).Concat(NamesOf(SummaryPrefix, task.Summary)))
            .Distinct().Select(Find).OfType<TaskColumn>().OrderBy(column => column.Name, StringComparer.Ordinal).Take(2 * Most),
    ];

    /// <summary>The value that a task has in a column of members; null if it has none.</summary>
    public JsonElement? ValueOf(TaskView task)
    {
        (JsonElement? document, string pointer) = Name.StartsWith(ArgsPrefix, StringComparison.Ordinal)
            ? (task.Args, Name[ArgsPrefix.Length..])
            : (task.Summary, Name[SummaryPrefix.Length..]);
        return document is { } json && MemberPath.TryFind(json, MemberPath.Steps(pointer), out JsonElement value) ? value : null;
    }

    private static TaskColumn? Find(string name) => Array.Find([.. Named], column => column.Name == name)
        ?? (name.Length <= LongestName && new TaskColumn(name, name) is { IsMember: true } member ? member : null);

    private static IEnumerable<string> NamesOf(string prefix, JsonElement? json) =>
        json is { ValueKind: JsonValueKind.Object } members
            ? members.EnumerateObject().Where(member => member.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
                .Select(member => prefix + MemberPath.Escape(member.Name)).Where(name => name.AsSpan().IndexOfAny(',', ' ') < 0)
            : [];
}
