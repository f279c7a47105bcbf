using System.Globalization;
using Errand.Results.Reading;

namespace Errand.Results.Formats;

/// <summary>What is wanted of a result, and in which form.</summary>
internal sealed record ResultQuery(ResultPointer Pointer, ElementSlice Slice, ResultFormat Format, bool IsSafe)
{
    /// <summary>It is the result as it is stored, so no pass is needed.</summary>
    public bool IsPlain => Format == ResultFormat.Json && Slice.IsAll && Pointer.Steps == 0;

    /// <summary>Why the options are wrong, as a sentence; or null.</summary>
    public static string? TryCreate(ResultOptions options, out ResultQuery query)
    {
        var slice = new ElementSlice(options.Offset, options.Limit ?? int.MaxValue, options.Every);
        bool isPointer = ResultPointer.TryParse(options.Select, out ResultPointer pointer);
        query = new ResultQuery(pointer, slice, options.Format, options.Safe);
        return !isPointer ? "select must be a JSON Pointer (RFC 6901), such as /r/0: empty or beginning with /, and after a ~ a 0 or a 1."
            : slice.Offset < 0 ? "offset must be an integer from 0."
            : slice.Limit < 0 ? "limit must be an integer from 0."
            : slice.Every < 1 ? "every must be an integer from 1."
            : null;
    }

    /// <summary>The same text for the same answer.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{(int)Format} {IsSafe} {Slice.Offset} {Slice.Limit} {Slice.Every} {Pointer}");
}
