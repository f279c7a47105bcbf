using System.Globalization;
using Errand.Storage.Views;

namespace Errand.Lists;

/// <summary>Reads terms: those of a search text, and those of single filters.</summary>
internal static class SearchTerms
{
    /// <summary>No search text is longer, in UTF-16 units.</summary>
    public const int MaxLength = 4096;

    /// <summary>Reads a search text: terms with blanks between them.</summary>
    /// <param name="text">What the user wrote.</param>
    /// <param name="faults">Each term that cannot be read is added here.</param>
    public static IReadOnlyList<SearchTerm> Read(string text, List<Fault> faults)
    {
        if (text.Length > MaxLength)
        {
            faults.Add(FaultAt(0, text.Length, string.Create(CultureInfo.InvariantCulture, $"a search has at most {MaxLength} characters")));
            return [];
        }

        var terms = new List<SearchTerm>();
        var reader = new SearchReader(text, endsAtBlank: true);
        for (reader.SkipBlanks(); !reader.IsAtEnd; reader.SkipBlanks())
        {
            int start = reader.Position;
            string? wrong = ReadTerm(reader, out SearchTerm? term);
            reader.SkipTerm();
            if (wrong is null)
            {
                terms.Add(term!);
            }
            else
            {
                faults.Add(FaultAt(start, reader.Position - start, $"{text[start..reader.Position]}: {wrong}"));
            }
        }

        return terms;
    }

    /// <summary>Reads the value of a filter, in which commas part several.</summary>
    /// <param name="key">What the filter is about.</param>
    /// <param name="member">The name of the member, if the key has one.</param>
    /// <param name="text">The value.</param>
    /// <param name="term">What was read.</param>
    /// <returns>What is wrong, or null.</returns>
    public static string? ReadFilter(SearchKey key, string member, string text, out SearchTerm? term)
    {
        term = null;
        var reader = new SearchReader(text, endsAtBlank: false);
        return reader.TryTakeValues(isOrdered: false, out List<SearchValue> values)
            ? Join(key, member, values, isNegated: false, out term)
            : "a quote is not closed, or text follows it";
    }

    /// <summary>Tasks that have one of these values.</summary>
    /// <exception cref="ArgumentException">A value cannot be read.</exception>
    public static SearchTerm Of(SearchKey key, IEnumerable<string> values)
    {
        List<SearchValue> quoted = [.. values.Select(text => new SearchValue(SearchSign.Equal, text, null, IsQuoted: true))];
        return Join(key, "", quoted, isNegated: false, out SearchTerm? term) is { } wrong
            ? throw new ArgumentException($"{key.Name}: {wrong}.", nameof(values))
            : term!;
    }

    /// <summary>Tasks created after an instant, or before it.</summary>
    public static SearchTerm Created(SearchSign sign, DateTimeOffset instant) => new(
        string.Create(CultureInfo.InvariantCulture, $"created {sign} {instant.UtcTicks}"), TaskFacets.None, isNegated: false,
        [InstantTest.Created(sign, instant)]);

    /// <summary>Tasks that are younger than an age, or older.</summary>
    /// <returns>What is wrong, or null.</returns>
    public static string? ReadCreated(SearchSign sign, string text, out SearchTerm? term)
    {
        // After an age ago is younger than it.
        SearchSign asWritten = Ages.TryParse(text, out _) ? sign == SearchSign.Greater ? SearchSign.Less : SearchSign.Greater : sign;
        return Join(SearchKeys.Created, "", [new SearchValue(asWritten, text, null, IsQuoted: false)], isNegated: false, out term);
    }

    private static string? ReadTerm(SearchReader reader, out SearchTerm? term)
    {
        term = null;
        bool isNegated = reader.TryTake('-');
        if (reader.TryTakeKey() is not { } name)
        {
            return ReadWord(reader, isNegated, out term);
        }

        if (Find(name) is not { } key)
        {
            return $"{name} is no key; the keys are {SearchKeys.Names}, and a text with a colon is put in quotes";
        }

        string member = key.HasMember ? name[key.Name.Length..] : "";
        return !reader.TryTakeValues(key.IsOrdered, out List<SearchValue> values)
            ? "a quote is not closed, or text follows it"
            : Join(key, member, values, isNegated, out term);
    }

    private static SearchKey? Find(string name) => SearchKeys.All.FirstOrDefault(
        key => key.HasMember ? name.Length > key.Name.Length && name.StartsWith(key.Name, StringComparison.Ordinal) : name == key.Name);

    private static string? ReadWord(SearchReader reader, bool isNegated, out SearchTerm? term)
    {
        term = null;
        if (!reader.TryTakeValues(isOrdered: false, out List<SearchValue> words))
        {
            return "a quote is not closed, or text follows it";
        }

        if (words.Exists(word => word.Text.Length == 0))
        {
            return "a word is missing";
        }

        SearchTest[] tests = [.. words.Select(word => IdOf(word) is { } id ? SearchKeys.Id(id) : SearchKeys.Word(word.Text))];
        TaskFacets needs = words.TrueForAll(word => IdOf(word) is not null) ? TaskFacets.None : TaskFacets.Queue;
        term = new SearchTerm(TextOf("", words, isNegated), needs, isNegated, tests);
        return null;
    }

    private static long? IdOf(SearchValue word) =>
        !word.IsQuoted && long.TryParse(word.Text, NumberStyles.None, CultureInfo.InvariantCulture, out long id) && id < long.MaxValue
            ? id
            : null;

    private static string? Join(SearchKey key, string member, List<SearchValue> values, bool isNegated, out SearchTerm? term)
    {
        term = null;
        var tests = new List<SearchTest>(values.Count);
        foreach (SearchValue value in values)
        {
            if (value.IsMissing)
            {
                return "> and < need a value, and a range needs two";
            }

            if (key.Read(member, value, out SearchTest test) is { } wrong)
            {
                return wrong;
            }

            tests.Add(test);
        }

        term = new SearchTerm(TextOf(key.Name + member, values, isNegated), key.Needs, isNegated, tests);
        return null;
    }

    private static string TextOf(string key, IEnumerable<SearchValue> values, bool isNegated) =>
        $"{(isNegated ? "not " : "")}{key} {string.Join(' ', values.Select(value => $"{value.Sign} {Quote(value.Text)} {Quote(value.UpperText)} {(value.IsQuoted ? "q" : "")}"))}";

    private static string Quote(string? text) => text is null ? "" : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static Fault FaultAt(int offset, int length, string detail) =>
        new("#/q", FaultCode.Search, detail) { Offset = offset, Length = length };
}
