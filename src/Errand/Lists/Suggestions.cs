using System.Globalization;
using System.Text.Json;
using Errand.Access;
using Errand.Storage;
using Errand.Storage.Views;
using Errand.Types;

namespace Errand.Lists;

/// <summary>Completes what a user types into a search.</summary>
internal sealed class Suggestions(TaskRegistry registry, IViewStore store, TimeProvider time)
{
    public const int MaxLimit = 100;

    public const int DefaultLimit = 20;

    /// <summary>Tags, handlers and arguments are taken from so many tasks, the newest ones, or from those that can be read in
    /// time.</summary>
    private const int Newest = 1000;

    /// <summary>Longer texts of arguments are no completions.</summary>
    private const int MaxLength = 100;

    private const string ArgsPrefix = "args.";

    /// <summary>For people.</summary>
    public const string Fields = "type, queue, tag, handler, args or args.NAME";

    public static bool IsField(string field) =>
        field is "type" or "queue" or "tag" or "handler" or "args"
        || (field.Length > ArgsPrefix.Length && field.StartsWith(ArgsPrefix, StringComparison.Ordinal));

    /// <summary>Names by the alphabet; what comes from tasks by how often they have it. Only what a caller may know.</summary>
    public async Task<IReadOnlyList<string>> FindAsync(SuggestRequest request, Principal by, CancellationToken cancellationToken)
    {
        IEnumerable<TaskDefinition> types = registry.VisibleTo(by.Scopes);
        return request.Field switch
        {
            "type" => Names(request, types.Select(definition => definition.Type.Name)),
            "queue" when by.OnlyOwner is not null => await ValuesAsync(request, by, TaskFacets.Queue, task => [task.Queue], cancellationToken),
            "queue" => Names(
                request,
                [
                    .. registry.Definitions.Select(definition => definition.Queue),
                    .. await FindQueuesAsync(request, cancellationToken),
                ]),
            "args" => Names(request, types.Where(definition => IsWanted(request, definition.Type.Name)).SelectMany(ArgsPaths.Of)),
            "tag" => await ValuesAsync(request, by, TaskFacets.None, task => task.Tags, cancellationToken),
            "handler" => await ValuesAsync(
                request, by, TaskFacets.Progress, task => task.Handler is { } handler ? [handler.ToString()] : [], cancellationToken),
            _ => await ValuesAsync(
                request, by, TaskFacets.Args, task => ValuesOf(task.Args, request.Field[ArgsPrefix.Length..]), cancellationToken),
        };
    }

    private static IReadOnlyList<string> Names(SuggestRequest request, IEnumerable<string> names) =>
    [
        .. names.Where(name => name.StartsWith(request.Prefix, StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal)
            .Take(request.Limit),
    ];

    /// <summary>No queue's name begins with what is not a name itself, and a store could not even look for some of it.</summary>
    private async Task<IReadOnlyList<string>> FindQueuesAsync(SuggestRequest request, CancellationToken cancellationToken) =>
        request.Prefix.Length == 0 || NameRule.Holds(request.Prefix)
            ? await store.FindQueuesAsync(request.Prefix, request.Limit, cancellationToken)
            : [];

    private async Task<IReadOnlyList<string>> ValuesAsync(
        SuggestRequest request, Principal by, TaskFacets facets, Func<TaskFacts, IEnumerable<string>> values,
        CancellationToken cancellationToken)
    {
        var budget = new WalkBudget(time);
        var walk = new ListWalk(store, new TaskSearch([], facets).For(by), budget, new TaskId(long.MaxValue));
        var found = new List<string>();
        int left = Newest;
        while (left > 0 && !walk.IsAtEnd && !budget.IsSpent)
        {
            IReadOnlyList<TaskFacts> tasks = await walk.NextAsync(left, time.GetUtcNow(), cancellationToken);
            left -= tasks.Count;
            found.AddRange(tasks.Where(task => IsWanted(request, task.Type)).SelectMany(values)
                .Where(value => value.StartsWith(request.Prefix, StringComparison.Ordinal)));
        }

        return
        [
            .. found.CountBy(value => value, StringComparer.Ordinal)
                .OrderByDescending(value => value.Value).ThenBy(value => value.Key, StringComparer.Ordinal)
                .Take(request.Limit).Select(value => value.Key),
        ];
    }

    private static bool IsWanted(SuggestRequest request, string type) => request.Type is not { } wanted || wanted == type;

    /// <summary>The value of an argument as a search has it; none for objects and arrays.</summary>
    private static IEnumerable<string> ValuesOf(ReadOnlyMemory<byte> args, string pointer)
    {
        using var document = JsonDocument.Parse(args, MemberPath.Options);
        if (!MemberPath.TryFind(document.RootElement, MemberPath.Steps(pointer), out JsonElement member))
        {
            return [];
        }

        string? text = member.ValueKind switch
        {
            JsonValueKind.String => SearchText(member.GetString()!),
            JsonValueKind.Object or JsonValueKind.Array => null,
            _ => member.GetRawText(),
        };
        return text is { Length: <= MaxLength } ? [text] : [];
    }

    /// <summary>In quotes if it would mean something else without them.</summary>
    private static string SearchText(string text)
    {
        bool isPlain = text.Length > 0 && text[0] is not ('<' or '>' or '"') && !text.Contains("..", StringComparison.Ordinal)
            && !text.Any(letter => letter == ',' || char.IsWhiteSpace(letter))
            && !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) && text is not ("true" or "false" or "null");
        return isPlain
            ? text
            : $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }
}
