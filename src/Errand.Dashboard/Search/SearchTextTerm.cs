namespace Errand.Dashboard.Search;

/// <summary>A term of a search: <c>key:a,b</c>, <c>-key:a</c> or a bare word.</summary>
/// <param name="Key">As it is written before the colon; empty for a bare word.</param>
/// <param name="IsNegated">Whether tasks must have none of the values.</param>
/// <param name="Values">At least one; none if the term cannot be read.</param>
public sealed record SearchTextTerm(string Key, bool IsNegated, IReadOnlyList<SearchTextValue> Values)
{
    /// <summary>The whole term as it was written, if it cannot be read.</summary>
    public string? Unread { get; init; }

    /// <summary>Tasks that have one of some values.</summary>
    public static SearchTextTerm Of(string key, params IEnumerable<string> values) =>
        new(key, IsNegated: false, [.. values.Select(SearchTextValue.Of)]);

    public bool Equals(SearchTextTerm? other) =>
        other is not null && Key == other.Key && IsNegated == other.IsNegated && Unread == other.Unread
        && Values.SequenceEqual(other.Values);

    public override int GetHashCode() => HashCode.Combine(Key, IsNegated, Unread, Values.Count);

    public override string ToString() =>
        Unread ?? $"{(IsNegated ? "-" : "")}{Key}{(Key.Length > 0 ? ":" : "")}{string.Join(',', Values)}";
}
