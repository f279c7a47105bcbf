using System.Globalization;
using Errand.Results.Indexing;
using Errand.Results.Reading;
using Errand.Types;

namespace Errand.Results.Looks;

/// <summary>Which part of a result is described.</summary>
internal sealed record ShapeQuery(ResultPointer Pointer, int Depth, int Offset, int Limit) : LookQuery<ResultShape>
{
    public const int MaxDepth = 8;

    public const int MaxLimit = 1000;

    public AuthorViews Author { get; private init; } = AuthorViews.None;

    /// <summary>Why the options are wrong, as a sentence; or null.</summary>
    public static string? TryCreate(ResultShapeOptions options, out ShapeQuery query)
    {
        bool isPointer = ResultPointer.TryParse(options.At, out ResultPointer pointer);
        query = new ShapeQuery(pointer, options.Depth, options.Offset, options.Limit);
        return !isPointer ? LookRules.NotPointer("at")
            : options.Depth is < 1 or > MaxDepth ? LookRules.NotInRange("depth", 1, MaxDepth)
            : options.Offset < 0 ? LookRules.Negative("offset")
            : options.Limit is < 1 or > MaxLimit ? LookRules.NotInRange("limit", 1, MaxLimit)
            : null;
    }

    public override LookQuery<ResultShape> Of(AuthorViews author) => this with { Author = author };

    public override ValueTask<Look<ResultShape>> LookAsync(IndexedResult result, CancellationToken cancellationToken) =>
        new ShapeLook(result, this).ReadAsync(cancellationToken);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"shape {Depth} {Offset} {Limit} {Author.Tag} {Pointer}");
}
