using CsCheck;
using Errand.Dashboard.Search;
using Errand.Lists;

namespace Errand.Dashboard.Tests.Search;

/// <summary>Search texts as the pages read and print them.</summary>
public sealed class SearchTextTests
{
    private static readonly Gen<string> Letters = Gen.String[Gen.Char["ab1.:,\"\\<>- é"], 0, 6];

    private static readonly Gen<SearchTextValue> Equal = Letters.Select(SearchTextValue.Of);

    private static readonly Gen<SearchTextValue> Compared = Gen.Select(
        AnyOf(SearchTextSign.Greater, SearchTextSign.Less), Letters,
        (sign, text) => new SearchTextValue(sign, text, SearchTextValue.NeedsQuotes(text)));

    private static readonly Gen<SearchTextValue> Range = Gen.Select(Letters, Letters, (low, high) =>
        new SearchTextValue(SearchTextSign.Between, low, SearchTextValue.NeedsQuotes(low))
        {
            UpperText = high,
            IsUpperQuoted = SearchTextValue.NeedsQuotes(high),
        });

    private static readonly Gen<SearchTextTerm> Term = Gen.OneOf(
        TermOf(AnyOf("", "type", "tag", "error", "status"), Equal),
        TermOf(AnyOf("args.x", "args.r0/2", "summary.range", "created"), Gen.OneOf(Equal, Compared, Range)));

    /// <summary>Pieces of terms in any order.</summary>
    private static readonly Gen<string> AnyText = AnyOf(
        "type:", "status:waiting", "args.x:", "created:", "-", "\"", "\\", ",", ":", "..", ">", "<", " ", "  ", "\t", "a", "1", "é", "error:", "x:y", "id:1")
        .Array[0, 12].Select(pieces => string.Concat(pieces));

    [Fact]
    public void What_is_printed_is_read_as_the_same_terms() => Term.Array[0, 5].Sample(terms =>
    {
        var search = new SearchText(terms);
        Assert.Equal(search, SearchText.Parse(search.ToString()));
    });

    [Fact]
    public void Any_text_is_printed_as_one_that_reads_the_same_again() => AnyText.Sample(text =>
    {
        var search = SearchText.Parse(text);
        Assert.Equal(search, SearchText.Parse(search.ToString()));
    });

    /// <summary>Blanks are all that printing changes.</summary>
    [Fact]
    public void To_the_server_a_printed_text_means_what_it_meant() => AnyText.Sample(text =>
    {
        string printed = SearchText.Parse(text).ToString();
        Assert.Equal(MeaningOf(text), MeaningOf(printed));
    });

    [Theory]
    [InlineData("192", 192L)]
    [InlineData(" 192 ", 192L)]
    [InlineData("#192", 192L)]
    [InlineData("id:192", null)]
    [InlineData("\"192\"", null)]
    [InlineData("192 193", null)]
    [InlineData("192,193", null)]
    [InlineData("-192", null)]
    [InlineData("0", null)]
    [InlineData("99999999999999999999", null)]
    [InlineData("", null)]
    public void A_number_alone_is_a_task(string text, long? id) => Assert.Equal(id, SearchText.Parse(text).TaskId?.Value);

    [Theory]
    [InlineData("type:fit", "fit")]
    [InlineData("type:fit,\"a b\" tag:x", "fit|a b")]
    [InlineData("-type:fit", "")]
    [InlineData("type:fit type:add", "")]
    [InlineData("args.x:>5", "")]
    public void The_values_of_a_key_are_those_that_tasks_must_have_one_of(string text, string values) =>
        Assert.Equal(values, string.Join('|', SearchText.Parse(text).ValuesOf("type")));

    [Theory]
    [InlineData("", StateSet.All)]
    [InlineData("type:fit", StateSet.All)]
    [InlineData("status:waiting", StateSet.Waiting)]
    [InlineData("status:waiting,running", StateSet.Waiting | StateSet.Running)]
    [InlineData("status:done", StateSet.Done)]
    [InlineData("-status:done", StateSet.Waiting | StateSet.Running)]
    [InlineData("status:done -outcome:failed", StateSet.Succeeded | StateSet.Cancelled)]
    [InlineData("status:waiting outcome:failed", StateSet.None)]
    public void A_search_leaves_some_states_to_its_tasks(string text, StateSet states) =>
        Assert.Equal(states, SearchStates.Of(SearchText.Parse(text)));

    private static Gen<T> AnyOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<SearchTextTerm> TermOf(Gen<string> key, Gen<SearchTextValue> value) => Gen.Select(
        key, Gen.Bool, value.Array[1, 3], (name, isNegated, values) => new SearchTextTerm(name, isNegated, values));

    /// <summary>As the server reads it: the terms, and what is wrong wherever it stands.</summary>
    private static string MeaningOf(string text)
    {
        var faults = new List<Fault>();
        IReadOnlyList<SearchTerm> terms = SearchTerms.Read(text, faults);
        return string.Join('\n', terms.Select(term => term.Text).Concat(faults.Select(fault => fault.Detail)));
    }
}
