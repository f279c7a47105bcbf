using System.Globalization;
using Errand.Results.Indexing;
using Errand.Results.Reading;

namespace Errand.Results.Looks;

/// <summary>Which rows of a table are read.</summary>
internal sealed record TableQuery(ResultPointer Pointer, IReadOnlyList<string> Members, string? Sort, int Offset, int Limit)
    : LookQuery<ResultTable>
{
    public const int MaxLimit = 1000;

    private const int MaxMembers = 1000;

    private static readonly string TooMany = string.Create(CultureInfo.InvariantCulture, $"There may be {MaxMembers} members at most.");

    /// <summary>Why the options are wrong, as a sentence; or null.</summary>
    public static string? TryCreate(ResultTableOptions options, out TableQuery query)
    {
        bool isPointer = ResultPointer.TryParse(options.At, out ResultPointer pointer);
        query = new TableQuery(pointer, options.Members, options.Sort, options.Offset, options.Limit);
        return !isPointer ? LookRules.NotPointer("at")
            : options.Members.Count > MaxMembers ? TooMany
            : options.Offset < 0 ? LookRules.Negative("offset")
            : options.Limit is < 1 or > MaxLimit ? LookRules.NotInRange("limit", 1, MaxLimit)
            : null;
    }

    public override ValueTask<Look<ResultTable>> LookAsync(IndexedResult result, CancellationToken cancellationToken) =>
        new TableLook(result, this).ReadAsync(cancellationToken);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"table {Offset} {Limit} {Sort?.Length} {Sort} {Members.Count} {string.Concat(Members.Select(Counted))} {Pointer}");

    /// <summary>No two lists of names are the same text.</summary>
    private static string Counted(string name) => string.Create(CultureInfo.InvariantCulture, $"{name.Length} {name} ");
}
