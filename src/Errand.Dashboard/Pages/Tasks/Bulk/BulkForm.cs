using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Errand.Dashboard.Pages.Tasks.Bulk;

/// <summary>What was posted to change many tasks.</summary>
public sealed record BulkForm
{
    public required BulkAction Action { get; init; }

    /// <summary>The list that it was posted from.</summary>
    public required ListAddress Address { get; init; }

    /// <summary>The selected tasks; null: all of the search.</summary>
    public IReadOnlyList<TaskId>? Ids { get; init; }

    /// <summary>With a search, only tasks created before this instant; null before the question.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>Whether the question was answered.</summary>
    public bool IsConfirmed { get; init; }

    /// <summary>How many tasks the question was about.</summary>
    public int? Expected { get; init; }

    /// <summary>The number that was typed.</summary>
    public string Typed { get; init; } = "";

    /// <summary>Until when they are kept; null: forever.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Why they are kept.</summary>
    public string Note { get; init; } = "";

    /// <summary>Where the walk over the search goes on.</summary>
    public string? WalkCursor { get; init; }

    /// <summary>How many were changed so far, and how many stayed as they were.</summary>
    public int Changed { get; init; }

    public int Unchanged { get; init; }

    /// <summary>Null if it is none of our forms.</summary>
    internal static BulkForm? Read(IFormCollection fields)
    {
        if (BulkAction.Find(fields["action"]) is not { } action)
        {
            return null;
        }

        return new BulkForm
        {
            Action = action,
            Address = new ListAddress(fields["q"].ToString())
            {
                Columns = TextOf(fields, "columns") is { } columns ? TaskColumn.Print(TaskColumn.Read([columns])) : null,
                Cursor = TextOf(fields, "cursor"),
            },
            Ids = fields["scope"] == "search" ? null : IdsOf(fields),
            Before = InstantOf(fields, "before"),
            IsConfirmed = fields["confirmed"] == "yes",
            Expected = NumberOf(fields, "expected"),
            Typed = fields["typed"].ToString(),
            Until = InstantOf(fields, "until"),
            Note = fields["note"].ToString(),
            WalkCursor = TextOf(fields, "walk"),
            Changed = NumberOf(fields, "changed") ?? 0,
            Unchanged = NumberOf(fields, "unchanged") ?? 0,
        };
    }

    /// <summary>All that the next form says again.</summary>
    public IEnumerable<KeyValuePair<string, string>> Fields()
    {
        yield return new("action", Action.Word);
        yield return new("q", Address.Search);
        yield return new("columns", Address.Columns ?? "");
        yield return new("cursor", Address.Cursor ?? "");
        if (Ids is null)
        {
            yield return new("scope", "search");
        }
        else
        {
            yield return new("ids", string.Join(',', Ids));
        }

        if (Before is { } before)
        {
            yield return new("before", Text(before));
        }
    }

    /// <summary>So exact that it is the same when it is read again.</summary>
    public static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static List<TaskId> IdsOf(IFormCollection fields) =>
    [
        .. fields["id"].Concat(fields["ids"]).SelectMany(text => (text ?? "").Split(',')).Distinct()
            .Select(text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long id) ? id : 0)
            .Where(id => id > 0).Select(id => new TaskId(id)),
    ];

    private static string? TextOf(IFormCollection fields, string name) => fields[name].ToString() is { Length: > 0 } text ? text : null;

    private static int? NumberOf(IFormCollection fields, string name) =>
        int.TryParse(fields[name], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    private static DateTimeOffset? InstantOf(IFormCollection fields, string name) =>
        DateTimeOffset.TryParseExact(fields[name], "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset instant)
            ? instant
            : null;
}
