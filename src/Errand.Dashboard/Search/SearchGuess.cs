using System.Text.RegularExpressions;
using Errand.Dashboard.Forms;

namespace Errand.Dashboard.Search;

/// <summary>Guesses what was meant by a term that is written as in a program: <c>args.dt&gt;0.1</c>, <c>dt&gt;0.1</c>,
/// <c>dt:0.1</c>.</summary>
internal static partial class SearchGuess
{
    private const string Args = "args.";
    private const string Summary = "summary.";

    private static readonly string[] OrderedKeys = ["id", "created", "finished", "priority", "attempt"];

    /// <summary>Whether a term may be one of these, so that it is worth looking for the names of members.</summary>
    public static bool IsPossible(SearchText search) => search.Terms.Any(term => Match(term).Success);

    /// <summary>The search with such terms as they are written here; null when there is none, or what it names is not known.</summary>
    /// <param name="search">The search.</param>
    /// <param name="types">All task types.</param>
    public static SearchText? Of(SearchText search, IReadOnlyList<TaskTypeView> types)
    {
        TaskTypeView[] named = [.. types.Where(type => Names(search, type))];
        SearchText guess = new([.. search.Terms.Select(term => TermOf(term, named.Length > 0 ? named : types) ?? term)]);
        // What would be read as something else is not offered.
        return guess.Equals(search) || !SearchText.Parse(guess.ToString()).Equals(guess) ? null : guess;
    }

    /// <summary>Whether a search is about a type.</summary>
    private static bool Names(SearchText search, TaskTypeView type) => search.Terms.Any(term =>
        term is { Key: "" or "type", IsNegated: false } && term.Values.Any(value => value.Text == type.Name));

    private static SearchTextTerm? TermOf(SearchTextTerm term, IReadOnlyList<TaskTypeView> types)
    {
        Match match = Match(term);
        if (!match.Success || KeyOf(match.Groups["name"].Value, types) is not { } key)
        {
            return null;
        }

        SearchTextSign sign = match.Groups["sign"].Value switch
        {
            ['>', ..] or ":>" => SearchTextSign.Greater,
            ['<', ..] or ":<" => SearchTextSign.Less,
            _ => SearchTextSign.Equal,
        };
        string value = match.Groups["value"].Value;
        return new SearchTextTerm(
            key, IsNegated: match.Groups["not"].Length > 0, [new SearchTextValue(sign, value, SearchTextValue.NeedsQuotes(value))]);
    }

    /// <summary>The key that a name stands for; null for a name that no type has.</summary>
    private static string? KeyOf(string name, IReadOnlyList<TaskTypeView> types) =>
        OrderedKeys.Contains(name) || IsMember(name, Args) || IsMember(name, Summary) ? name
        : Find(types.SelectMany(type => SchemaMembers.NamesOf(type.Args)), name) is { } argument ? Args + argument
        : Find(types.SelectMany(type => type.Summary), name) is { } member ? Summary + member
        : null;

    private static bool IsMember(string name, string start) =>
        name.Length > start.Length && name.StartsWith(start, StringComparison.Ordinal);

    private static string? Find(IEnumerable<string> names, string name)
    {
        string[] alike = [.. names.Where(each => each.Equals(name, StringComparison.OrdinalIgnoreCase))];
        return alike.Contains(name) ? name : alike.FirstOrDefault();
    }

    /// <summary>Bare words, and terms that cannot be read since their key is unknown.</summary>
    private static Match Match(SearchTextTerm term) =>
        term is { Key: "", Unread: { } unread } ? Keyed().Match(unread)
        : term is { Key: "", IsNegated: var isNegated, Values: [{ IsQuoted: false, Sign: SearchTextSign.Equal } word] }
            ? Compared().Match((isNegated ? "-" : "") + word.Text)
        : System.Text.RegularExpressions.Match.Empty;

    [GeneratedRegex(@"^(?<not>-?)(?<name>[^<>=:""]+)(?<sign>>=|<=|==|>|<|=)(?<value>[^<>=]+)\z")]
    private static partial Regex Compared();

    [GeneratedRegex(@"^(?<not>-?)(?<name>[^<>=:""]+)(?<sign>:>|:<|:)(?<value>[^<>=:""]+)\z")]
    private static partial Regex Keyed();
}
