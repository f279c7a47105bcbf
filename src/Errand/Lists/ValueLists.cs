using System.Runtime.InteropServices;
using System.Text.Json;
using Errand.Access;
using Errand.Storage;
using Errand.Storage.Views;
using Errand.Types;

namespace Errand.Lists;

/// <summary>Lists a member of the summaries of a task type, newest first.</summary>
internal sealed class ValueLists(TaskRegistry registry, IViewStore store, TimeProvider time)
{
    /// <summary>A larger argument is not shown, in bytes.</summary>
    private const int MaxBytes = TaskLimits.MaxSummaryBytes;

    private static readonly TaskId AfterAll = new(long.MaxValue);

    /// <summary>Of tasks that a caller may see. Null if the program does not have the type, as far as the caller may know.</summary>
    public async Task<SummaryValueList?> ListAsync(ValueRequest request, Principal by, CancellationToken cancellationToken)
    {
        if (registry.Find(request.Type) is not { } type || !by.Scopes.MaySee(type))
        {
            return null;
        }

        DateTimeOffset now = time.GetUtcNow();
        string[]? x = request.ArgsSteps;
        string[] y = MemberPath.Steps(request.Y);
        var budget = new WalkBudget(time);
        var walk = new ListWalk(store, SearchOf(request, hasArgs: x is not null).For(by), budget, AfterAll);
        var items = new List<SummaryValue>();
        while (items.Count < request.Limit && !walk.IsAtEnd && !budget.IsSpent)
        {
            IReadOnlyList<TaskFacts> tasks = await walk.NextAsync(request.Limit - items.Count, now, cancellationToken);
            items.AddRange(tasks.Take(request.Limit - items.Count).Select(task => ValueOf(task, x, y)));
        }

        return new SummaryValueList
        {
            Items = items,
            SearchedTo = items.Count == request.Limit || walk.IsAtEnd ? null : walk.Last?.CreatedAt,
        };
    }

    private static TaskSearch SearchOf(ValueRequest request, bool hasArgs) => new(
        [
            SearchTerms.Of(SearchKeys.Type, [request.Type]),
            SearchTerms.Of(SearchKeys.Status, [SearchKeys.WordOf(TaskState.Done)]),
            .. request.Terms,
        ],
        TaskFacets.Progress | TaskFacets.Summary | (hasArgs ? TaskFacets.Args : TaskFacets.None));

    private static SummaryValue ValueOf(TaskFacts task, string[]? x, string[] y) => new()
    {
        Id = task.Id.Value,
        X = x is null ? Text(task.CreatedAt) : Find(task.Args, x),
        Y = Find(task.Summary, y),
        Outcome = task.Outcome!.Value,
        Tags = task.Tags,
    };

    private static JsonElement Text(DateTimeOffset instant)
    {
        Span<byte> text = stackalloc byte[InstantText.Room];
        return JsonElement.Parse([(byte)'"', .. InstantText.Format(text, instant), (byte)'"']);
    }

    /// <summary>As it is written. Null for an array or an object: many of them could be more than an answer can hold.</summary>
    private static JsonElement? Find(ReadOnlyMemory<byte> json, string[] steps)
    {
        if (json.IsEmpty)
        {
            return null;
        }

        using var document = JsonDocument.Parse(json, MemberPath.Options);
        return MemberPath.TryFind(document.RootElement, steps, out JsonElement member)
            && member.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)
            && JsonMarshal.GetRawUtf8Value(member).Length <= MaxBytes
            ? member.Clone()
            : null;
    }
}
