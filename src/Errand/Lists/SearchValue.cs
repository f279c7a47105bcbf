namespace Errand.Lists;

/// <summary>A value of a term as it was written: <c>a</c>, <c>"a b"</c>, <c>&gt;5</c>, <c>&lt;5</c> or <c>1..5</c>.</summary>
/// <param name="Sign">How tasks are compared with it.</param>
/// <param name="Text">The value, without sign and quotes; of a range, its lower end.</param>
/// <param name="UpperText">The upper end of a range, else null.</param>
/// <param name="IsQuoted">Whether it stood in quotes.</param>
internal readonly record struct SearchValue(SearchSign Sign, string Text, string? UpperText, bool IsQuoted)
{
    /// <summary>Whether nothing stands where a sign or a range needs a value, not even an empty text in quotes.</summary>
    public bool IsMissing { get; init; }
}
