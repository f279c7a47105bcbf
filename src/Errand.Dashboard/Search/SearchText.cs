using System.Globalization;

namespace Errand.Dashboard.Search;

/// <summary>A search as the user writes it, in terms: to take some out and put others in. Whether a term makes sense is for the server to
/// say.</summary>
/// <param name="Terms">In the order in which they are written.</param>
public sealed record SearchText(IReadOnlyList<SearchTextTerm> Terms)
{
    /// <summary>Reads any text. What printing gives is read as the same terms again.</summary>
    public static SearchText Parse(string text) => new([.. new SearchTextReader(text).ReadAll()]);

    public bool IsEmpty => Terms.Count == 0;

    /// <summary>The task that the text names, if it is nothing but the number of one: <c>192</c> or <c>#192</c>.</summary>
    public TaskId? TaskId => ToString() is { Length: > 0 } text
        && long.TryParse(text[0] == '#' ? text[1..] : text, NumberStyles.None, CultureInfo.InvariantCulture, out long id) && id > 0
            ? new TaskId(id)
            : null;

    /// <summary>The values that tasks must have one of: those of the only term with this key. Empty if there is none, or if another term
    /// says more about it.</summary>
    public IReadOnlyList<string> ValuesOf(string key) =>
        Terms.Where(term => term.Key == key).ToArray() is [{ IsNegated: false } term] && term.Values.All(IsEqual)
            ? [.. term.Values.Select(value => value.Text)]
            : [];

    public SearchText Without(params IReadOnlyCollection<string> keys) => new([.. Terms.Where(term => !keys.Contains(term.Key))]);

    public SearchText With(SearchTextTerm term) => new([.. Terms, term]);

    public bool Equals(SearchText? other) => other is not null && Terms.SequenceEqual(other.Terms);

    public override int GetHashCode() => Terms.Aggregate(Terms.Count, (hash, term) => HashCode.Combine(hash, term));

    public override string ToString() => string.Join(' ', Terms);

    private static bool IsEqual(SearchTextValue value) => value.Sign == SearchTextSign.Equal;
}
