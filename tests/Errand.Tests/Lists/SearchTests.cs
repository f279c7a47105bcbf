using Errand.Lists;

namespace Errand.Tests.Lists;

/// <summary>Which tasks a search text has.</summary>
public sealed class SearchTests
{
    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("type:fit")]
    [InlineData("type:add,fit")]
    [InlineData("-type:add")]
    [InlineData("status:done outcome:failed -reason:ready")]
    [InlineData("queue:gpu tag:night tag:lab.3")]
    [InlineData("handler:11112222333344445555666677778888")]
    [InlineData("id:192")]
    [InlineData("192")]
    [InlineData("id:>191 id:<193 id:1..192 id:192..200")]
    [InlineData("id:7,192")]
    [InlineData("created:>4h created:<6h created:4h..300m created:<0.5d created:>17999s")]
    [InlineData("created:2026-11-29T07:00:00.000Z")]
    [InlineData("created:>2026-11-29T06:59:59.999Z created:<2026-11-29T08:00:00.001+01:00")]
    [InlineData("created:2026-11-29T07:00:00.000Z..2026-11-29T07:00:00.000Z")]
    [InlineData("finished:<2h -finished:<30m")]
    [InlineData("priority:-5 priority:<0 priority:-10..-5 attempt:3 attempt:>2")]
    [InlineData("args.x:1 args.x:1.0 args.x:1e0 args.x:>0.5 args.x:<2 args.x:1..1")]
    [InlineData("args.big:9007199254740993 -args.big:9007199254740992")]
    [InlineData("args.s:1 args.s:\"1\" -args.x:\"1\"")]
    [InlineData("args.text:Anna args.text:\"Anna\" args.text:Berta,Anna args.text:>Aaa args.text:\"Am\"..\"Ao\"")]
    [InlineData("args.on:true args.none:null args.d:0.5")]
    [InlineData("args.text:>\"\" args.text:\"\"..\"B\" -args.text:<\"\" -args.text:\"A\"..\"\" -args.text:")]
    [InlineData("args.r0/0:1 args.r0/1/1:6 args.a~1b/~0:2 args.a~1b:{\"~\":2}")]
    [InlineData("-args.r0/2:1 -args.r0/00:1 -args.y:1 -args.x/y:1")]
    [InlineData("summary.range:68.07 summary.range:>68 -summary.apex:1")]
    [InlineData("error:\"not FOUND\" error:ärger.txt error:file,nothing")]
    [InlineData("fi gp nigh lab")]
    [InlineData("-add \"fit\"")]
    [InlineData("add,fit")]
    public void It_has_a_task_for_which_all_terms_hold(string text) => Assert.True(Facts.Search(text).Matches(Facts.Task, Facts.Now));

    [Theory]
    [InlineData("type:Fit")]
    [InlineData("type:fi")]
    [InlineData("-type:add,fit")]
    [InlineData("status:waiting")]
    [InlineData("outcome:succeeded,cancelled")]
    [InlineData("reason:ready")]
    [InlineData("tag:nigh")]
    [InlineData("handler:1111")]
    [InlineData("id:>192")]
    [InlineData("id:<192")]
    [InlineData("193")]
    [InlineData("-192")]
    [InlineData("created:>6h")]
    [InlineData("created:<4h")]
    [InlineData("created:>2026-11-29T07:00:00.000Z")]
    [InlineData("created:<2026-11-29T07:00:00.000Z")]
    [InlineData("priority:>-5")]
    [InlineData("priority:5")]
    [InlineData("args.x:\"1\"")]
    [InlineData("args.x:>1")]
    [InlineData("args.big:9007199254740992")]
    [InlineData("args.s:>0")]
    [InlineData("args.text:anna")]
    [InlineData("args.none:0")]
    [InlineData("args.r0:1")]
    [InlineData("error:missing")]
    [InlineData("it")]
    [InlineData("type:fit type:add")]
    [InlineData("\"fi t\"")]
    public void It_has_no_task_for_which_one_term_does_not_hold(string text) =>
        Assert.False(Facts.Search(text).Matches(Facts.Task, Facts.Now));

    [Theory]
    [InlineData("1e99999999999", "args.x:>1 -args.x:1 args.x:1e99999999999", true)]
    [InlineData("1e99999999999", "args.x:<5", false)]
    [InlineData("-1e-99999999999", "args.x:>-1 args.x:<0", true)]
    [InlineData("9007199254740993", "args.x:>9007199254740992 args.x:9007199254740993..9007199254740993", true)]
    [InlineData("[1e99999999999]", "args.x:[1]", false)]
    [InlineData("[1.0]", "args.x:[1]", true)]
    public void Numbers_of_any_size_are_compared_exactly(string member, string text, bool isFound) => Assert.Equal(
        isFound, Facts.Search(text).Matches(Facts.Task with { Args = Facts.Json($$"""{"x":{{member}}}""") }, Facts.Now));

    [Fact]
    public void It_has_no_task_that_has_expired() =>
        Assert.False(Facts.Search("").Matches(Facts.Task with { IsExpired = true }, Facts.Now));

    [Theory]
    [InlineData("status:done finished:<1h foo:1 tag:a", 25, 5)]
    [InlineData("status:ready", 0, 12)]
    [InlineData("\U0001F600 outcome:", 3, 8)]
    [InlineData("type:", 0, 5)]
    [InlineData("type:a,,b", 0, 9)]
    [InlineData("tag:b type:\"a\"..b", 6, 11)]
    [InlineData("id:>\"1\"..2", 0, 10)]
    [InlineData("id:x", 0, 4)]
    [InlineData("id:1..", 0, 6)]
    [InlineData("id:>9223372036854775807", 0, 23)]
    [InlineData("priority:1.5", 0, 12)]
    [InlineData("created:6h", 0, 10)]
    [InlineData("created:yesterday", 0, 17)]
    [InlineData("created:1h..2026-11-29T07:00:00Z", 0, 32)]
    [InlineData("created:>1e9d", 0, 13)]
    [InlineData("args.:1", 0, 7)]
    [InlineData("args.x:>", 0, 8)]
    [InlineData("summary.x:1,<", 0, 13)]
    [InlineData("args.x:1..", 0, 10)]
    [InlineData("args.x:..1", 0, 10)]
    [InlineData("error:\"\"", 0, 8)]
    [InlineData("tag:\"a b", 0, 8)]
    [InlineData("tag:\"a\"b", 0, 8)]
    [InlineData("-", 0, 1)]
    [InlineData("a b \"", 4, 1)]
    [InlineData(":", 0, 1)]
    public void A_term_that_cannot_be_read_is_a_fault_with_its_place(string text, int offset, int length)
    {
        List<Fault> faults = [];
        SearchTerms.Read(text, faults);
        Fault fault = Assert.Single(faults);
        Assert.Equal(("#/q", "search", offset, length), (fault.Pointer, fault.Code, fault.Offset, fault.Length));
        Assert.StartsWith(text.Substring(offset, length), fault.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void All_terms_that_cannot_be_read_are_named()
    {
        List<Fault> faults = [];
        SearchTerms.Read("foo:1 type:fit status:x", faults);
        Assert.Equal([0, 15], faults.Select(fault => fault.Offset!.Value));
    }

    [Fact]
    public void A_search_that_is_too_long_is_a_fault()
    {
        List<Fault> faults = [];
        Assert.Empty(SearchTerms.Read(new string('a', SearchTerms.MaxLength + 1), faults));
        Assert.Single(faults);
        Assert.Single(SearchTerms.Read(new string('a', SearchTerms.MaxLength), []));
    }

    [Theory]
    [InlineData("", "Anywhere None")]
    [InlineData("type:fit", "Anywhere None")]
    [InlineData("status:waiting queue:q", "Waiting Queue, Progress")]
    [InlineData("status:running", "Running Progress")]
    [InlineData("status:done", "Done Progress")]
    [InlineData("status:done outcome:failed", "Failed Progress")]
    [InlineData("outcome:cancelled", "Cancelled Progress")]
    [InlineData("outcome:failed,cancelled", "Anywhere Progress")]
    [InlineData("-status:done", "Anywhere Progress")]
    [InlineData("reason:cancelling", "Running Queue, Progress")]
    [InlineData("reason:retry", "Waiting Queue, Progress")]
    [InlineData("word args.x:1 summary.y:2 error:e", "Anywhere Queue, Args, Error, Summary")]
    public void It_knows_where_to_look_and_what_to_read(string text, string expected)
    {
        TaskSearch search = Facts.Search(text);
        Assert.Equal(expected, $"{search.Place} {search.Needs}");
    }

    [Theory]
    [InlineData("id:5", 5, 5)]
    [InlineData("id:>5 id:<9", 6, 8)]
    [InlineData("id:5,7..9", 5, 9)]
    [InlineData("-id:5", 1, long.MaxValue - 1)]
    [InlineData("7", 7, 7)]
    [InlineData("7 fit", 7, 7)]
    public void It_knows_between_which_ids_to_look(string text, long smallest, long largest)
    {
        TaskSearch search = Facts.Search(text);
        Assert.Equal((smallest, largest), (search.SmallestId, search.LargestId));
    }

    [Theory]
    [InlineData("type:a status:done", "status:done type:a", true)]
    [InlineData("type:a", "type:b", false)]
    [InlineData("type:a,b", "type:\"a,b\"", false)]
    [InlineData("type:a tag:b", "tag:a type:b", false)]
    [InlineData("args.x:1", "args.x:\"1\"", false)]
    [InlineData("args.x:1..2", "args.x:\"1..2\"", false)]
    [InlineData("a", "-a", false)]
    public void Equal_searches_have_the_same_text(string one, string other, bool areEqual) =>
        Assert.Equal(areEqual, Facts.Search(one).Text == Facts.Search(other).Text);

    [Theory]
    [InlineData("STRASSE ß ẞ", "strasse ß ß")]
    [InlineData("K", "k")]
    [InlineData("ſΣς", "sσσ")]
    [InlineData("\U00010400", "\U00010428")]
    public void Folded_text_has_no_case(string text, string folded) => Assert.Equal(folded, FoldedText.Of(text));

    [Fact]
    public void A_cursor_leads_back_and_belongs_to_one_search()
    {
        TaskSearch search = Facts.Search("type:fit");
        string cursor = ListCursor.Write(new TaskId(9_007_199_254_740_991), search);

        Assert.True(ListCursor.TryRead(cursor, search, out TaskId before));
        Assert.Equal(9_007_199_254_740_991, before.Value);
        Assert.Matches("^[A-Za-z0-9_-]{28}$", cursor);
        Assert.False(ListCursor.TryRead(cursor, Facts.Search("type:fit tag:a"), out _));
        Assert.False(ListCursor.TryRead(cursor, Facts.Search(""), out _));
        Assert.All(Enumerable.Range(0, cursor.Length), i =>
        {
            string changed = cursor[..i] + (cursor[i] == 'A' ? 'B' : 'A') + cursor[(i + 1)..];
            Assert.False(ListCursor.TryRead(changed, search, out _));
        });
        Assert.All(["", "x", "%", cursor + "A", cursor[1..], new string(' ', 28)], text => Assert.False(ListCursor.TryRead(text, search, out _)));
    }
}
