using System.Text.Json;
using Errand.Dashboard.Pages.Tasks;
using Errand.Dashboard.Pages.Tasks.Bulk;
using Errand.Dashboard.Parts;
using Errand.Dashboard.Search;

namespace Errand.Dashboard.Tests.Tasks;

/// <summary>What the list of tasks is put together from.</summary>
public sealed class ListPartsTests
{
    private static readonly DateTimeOffset Before = new(2026, 11, 29, 10, 52, 7, TimeSpan.Zero);

    [Theory]
    [InlineData("type:fit", "Failed", "type:fit outcome:failed")]
    [InlineData("status:waiting tag:a", "Running", "tag:a status:running")]
    [InlineData("outcome:failed tag:a", "All", "tag:a")]
    [InlineData("colour:red", "Waiting", "colour:red status:waiting")]
    public void A_tab_changes_the_status_and_keeps_the_other_terms(string text, string tab, string search) =>
        Assert.Equal(search, Tabs(text).Single(each => each.Words == tab).Address.Search);

    [Theory]
    [InlineData("", "All")]
    [InlineData("type:fit", "All")]
    [InlineData("outcome:cancelled type:fit", "Cancelled")]
    [InlineData("status:waiting,running", "")]
    [InlineData("-status:waiting", "")]
    public void The_tab_of_the_search_is_marked(string text, string tab) =>
        Assert.Equal(tab, string.Join(',', Tabs(text).Where(each => each.IsActive).Select(each => each.Words)));

    [Theory]
    [InlineData("retry", "outcome:failed type:fit", 1812, true, "1,812 failed tasks of type fit, created before 10:52:07 UTC")]
    [InlineData("retry", "type:fit", 1, true, "1 failed or cancelled task of type fit, created before 10:52:07 UTC")]
    [InlineData("delete", "type:a,b queue:q", 2, true, "2 finished tasks of type a or b in queue q, created before 10:52:07 UTC")]
    [InlineData("cancel", "", 10_000, false, "more than 10,000 waiting or running tasks, created before 10:52:07 UTC")]
    [InlineData("keep", "args.x:>5 -tag:test type:fit", 3, true, "3 tasks of type fit that match args.x:>5 -tag:test, created before 10:52:07 UTC")]
    public void A_question_says_which_tasks_it_is_about(string action, string search, int count, bool isExact, string words) =>
        Assert.Equal(
            words,
            BulkWords.Tasks(new TaskActionCount(count, isExact), BulkAction.Find(action)!.Narrow(SearchText.Parse(search)), Before));

    [Theory]
    [InlineData("retry", "outcome:failed", "outcome:failed")]
    [InlineData("retry", "type:fit", "type:fit outcome:failed,cancelled")]
    [InlineData("cancel", "-status:done", "-status:done")]
    [InlineData("delete", "", "status:done")]
    [InlineData("keep", "type:fit", "type:fit")]
    public void An_action_is_about_tasks_that_it_does_something_with(string action, string search, string narrowed) =>
        Assert.Equal(narrowed, BulkAction.Find(action)!.Narrow(SearchText.Parse(search)).ToString());

    [Theory]
    [InlineData("", "Cancel,Retry,Delete,Keep")]
    [InlineData("status:running", "Cancel,Keep")]
    [InlineData("outcome:succeeded", "Delete,Keep")]
    [InlineData("outcome:failed", "Retry,Delete,Keep")]
    public void Only_actions_that_do_something_are_offered(string search, string verbs) =>
        Assert.Equal(verbs, string.Join(',', BulkAction.For(SearchText.Parse(search)).Select(action => action.Verb)));

    [Fact]
    public void A_text_is_cut_where_its_faults_are()
    {
        Fault[] faults = [FaultAt(9, 10), FaultAt(20, 9)];
        IReadOnlyList<SearchPiece> pieces = SearchPiece.Of("type:add colour:red created:5 x", faults);

        Assert.Equal(["type:add ", "colour:red", " ", "created:5", " x"], pieces.Select(piece => piece.Text));
        Assert.Equal([false, true, false, true, false], pieces.Select(piece => piece.IsWrong));
    }

    [Theory]
    [InlineData("", "created,wait,run,queue,args,error")]
    [InlineData("created,args.x", "created,args.x")]
    [InlineData("colour,args.", "args.")]
    [InlineData("created created,run", "created,run")]
    public void Columns_are_read_from_an_address(string text, string columns) =>
        Assert.Equal(columns, string.Join(',', TaskColumn.Read([text]).Select(column => column.Name)));

    [Fact]
    public void The_usual_columns_are_not_written_into_an_address()
    {
        Assert.Null(TaskColumn.Print(TaskColumn.Read([])));
        Assert.Equal("created,args.x", TaskColumn.Print(TaskColumn.Read(["created", "args.x"])));
    }

    [Fact]
    public void An_object_is_cut_at_80_characters()
    {
        var line = MemberLine.Of(JsonElement.Parse($$"""{"dt":0.0010,"name":"a\nb","text":"{{new string('x', 100)}}","more":1}"""));

        Assert.Equal([new("dt", "0.0010"), new("name", "a b")], line.Pairs.Take(2));
        Assert.True(line.IsCut);
        Assert.True(line.Pairs.Sum(pair => pair.Name.Length + pair.Value.Length + 2) <= 81);
        Assert.EndsWith("…", line.Pairs[^1].Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("short", "short")]
    [InlineData("123456789", "1234567…")]
    [InlineData("123456\ud83d\ude00789", "123456…")]
    public void No_character_is_cut_in_two(string text, string cut) => Assert.Equal(cut, Cut.At(text, 8));

    [Theory]
    [InlineData("a\r\n\tb", "a  b")]
    [InlineData("a\u0000\u001b[31mb", "a\\u0000\\u001b[31mb")]
    [InlineData("a\u202eb\u2028c", "a\\u202eb\\u2028c")]
    public void Control_characters_of_a_line_are_shown_as_escapes(string text, string line) => Assert.Equal(line, Cut.Line(text));

    private static IReadOnlyList<StatusTab> Tabs(string text) => StatusTab.Of(SearchText.Parse(text), new ListAddress(text));

    private static Fault FaultAt(int offset, int length) => new("#/q", FaultCode.Search, "wrong") { Offset = offset, Length = length };
}
