using Errand.Dashboard.Tests.Servers;

namespace Errand.Dashboard.Tests.Http;

/// <summary>Changes of many tasks, as a browser without script posts them.</summary>
public abstract partial class PageContract
{
    [Fact]
    public async Task Selected_tasks_are_cancelled_after_a_question_that_names_them()
    {
        IReadOnlyList<TaskId> ids = await SubmitManyAsync(3, "picked");
        Answer question = (await PostActionAsync(
            ("action", "cancel"), ("q", "tag:picked"), ("columns", "created"), ("id", $"{ids[0]}"), ("id", $"{ids[2]}"))).IsPage();
        Assert.Contains("Cancel 2 selected tasks?", question.Text, StringComparison.Ordinal);
        Assert.Contains($">#{ids[0]} and #{ids[2]}</p>", question.Text, StringComparison.Ordinal);
        Assert.Equal("false, false, false", await AreCancelledAsync(ids));

        Answer answer = await PostActionAsync(PostedForm.In(question, "confirmed"));

        Assert.Equal("/tasks?q=tag:picked&columns=created&told=cancel&changed=2&unchanged=0", answer.Is(303).Location);
        Assert.Equal("true, false, true", await AreCancelledAsync(ids));
        Assert.Contains(">2 cancelled.</p>", (await Client.GetAsync(answer.Location!)).IsPage().Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_stays_as_it_is_is_told()
    {
        IReadOnlyList<TaskId> ids = await SubmitManyAsync(1, "stays");
        Answer answer = await PostActionAsync(("action", "retry"), ("q", ""), ("ids", $"{ids[0]}"));

        Answer list = (await Client.GetAsync(answer.Is(303).Location!)).IsPage();
        Assert.Contains(">0 retried, 1 not: only failed and cancelled tasks can be retried.</p>", list.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_selection_nothing_is_changed()
    {
        Answer answer = await PostActionAsync(("action", "delete"), ("q", "tag:none"));

        Answer list = (await Client.GetAsync(answer.Is(303).Location!)).IsPage();
        Assert.Contains("Nothing was changed: no task is selected.", list.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deleting_always_asks()
    {
        TaskView task = await Server.RunAsync("add", new { x = 1, y = 1 });
        Answer question = (await PostActionAsync(("action", "delete"), ("q", "id:" + task.Id), ("id", $"{task.Id}"))).IsPage();

        Assert.Contains($"Delete task {task.Id}?", question.Text, StringComparison.Ordinal);
        Assert.NotNull(await Server.Tasks.FindAsync(new TaskId(task.Id), Waiting.Stop));
        Answer answer = await PostActionAsync(PostedForm.In(question, "confirmed"));
        Assert.Equal($"/tasks?q=id:{task.Id}&told=delete&changed=1&unchanged=0", answer.Is(303).Location);
        Assert.Null(await Server.Tasks.FindAsync(new TaskId(task.Id), Waiting.Stop));
    }

    [Fact]
    public async Task The_question_names_no_more_than_ten_tasks()
    {
        IReadOnlyList<TaskId> ids = await SubmitManyAsync(12, "dozen");
        Answer question = (await PostActionAsync(("action", "delete"), ("q", ""), ("ids", string.Join(',', ids)))).IsPage();

        Assert.Contains($"#{ids[8]}, #{ids[9]} and 2 more</p>", question.Text, StringComparison.Ordinal);
        Assert.DoesNotContain($"#{ids[10]}", question.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kept_tasks_are_marked_and_deleting_them_is_said_before_it_is_done()
    {
        TaskView kept = await Server.RunAsync("add", new { x = 1, y = 1 }, new() { Tags = ["treasure"] });
        TaskView other = await Server.RunAsync("add", new { x = 1, y = 2 }, new() { Tags = ["treasure"] });
        await Server.Tasks.KeepAsync(new TaskId(kept.Id), null, "for the paper");

        string html = (await Client.GetAsync("/tasks?q=tag:treasure")).IsPage().Text;
        Assert.Contains("title=\"kept forever: for the paper\">kept</span>", Row(html, kept.Id), StringComparison.Ordinal);
        Assert.DoesNotContain(">kept<", Row(html, other.Id), StringComparison.Ordinal);

        Answer all = (await PostActionAsync(("action", "delete"), ("scope", "search"), ("q", "tag:treasure"))).IsPage();
        Assert.Contains("Kept tasks are deleted with the others", all.Text, StringComparison.Ordinal);
        Answer picked = (await PostActionAsync(("action", "delete"), ("q", "tag:treasure"), ("ids", $"{kept.Id},{other.Id}"))).IsPage();
        Assert.Contains($"1 of them is kept: #{kept.Id}. It is deleted with the others.", picked.Text, StringComparison.Ordinal);
        Answer plain = (await PostActionAsync(("action", "delete"), ("q", "tag:treasure"), ("ids", $"{other.Id}"))).IsPage();
        Assert.DoesNotContain("kept", plain.Text, StringComparison.Ordinal);

        await PostActionAsync(PostedForm.In(picked, "confirmed"));
        Assert.Null(await Server.Tasks.FindAsync(new TaskId(kept.Id), Waiting.Stop));
    }

    [Fact]
    public async Task Keeping_asks_for_how_long()
    {
        TaskView task = await Server.RunAsync("add", new { x = 1, y = 1 });
        Answer question = (await PostActionAsync(("action", "keep"), ("q", ""), ("id", $"{task.Id}"))).IsPage();

        Assert.Contains("a month", question.Text, StringComparison.Ordinal);
        await PostActionAsync([.. PostedForm.In(question, "confirmed"), ("until", ""), ("note", "for the paper")]);
        TaskView? kept = await Server.Tasks.FindAsync(new TaskId(task.Id), Waiting.Stop);
        Assert.Equal(new TaskKeep(null, "for the paper"), kept?.Kept);
        Assert.Null(kept?.ExpiresAt);
    }

    [Fact]
    public async Task All_tasks_of_a_search_are_changed_after_a_question_and_later_ones_are_not()
    {
        IReadOnlyList<TaskId> ids = await SubmitManyAsync(2, "whole");
        await Server.RunAsync("add", new { x = 1, y = 1 }, new() { Tags = ["whole"] });
        Answer question = (await PostActionAsync(("action", "cancel"), ("scope", "search"), ("q", "tag:whole"))).IsPage();
        Assert.Matches(@"Cancel 2 waiting or running tasks that match tag:whole, created before \d\d:\d\d:\d\d UTC\?", question.Text);
        IReadOnlyList<TaskId> later = await SubmitManyAsync(1, "whole");

        Answer answer = await PostActionAsync(PostedForm.In(question, "confirmed"));

        Assert.Equal("/tasks?q=tag:whole&told=cancel&changed=2&unchanged=0&all=1", answer.Is(303).Location);
        Assert.Equal("true, true, false", await AreCancelledAsync([.. ids, .. later]));
    }

    [Fact]
    public async Task Over_1000_tasks_are_changed_in_parts_once_their_number_was_typed()
    {
        IReadOnlyList<TaskId> ids = await SubmitManyAsync(1001, "many");
        Answer question = (await PostActionAsync(("action", "cancel"), ("scope", "search"), ("q", "tag:many"))).IsPage();
        Assert.Contains("Cancel 1,001 waiting or running tasks", question.Text, StringComparison.Ordinal);

        Answer mistyped = (await PostActionAsync([.. PostedForm.In(question, "confirmed"), ("typed", "1000")])).IsPage(422);
        Assert.Contains("That is another number. Nothing was changed.", mistyped.Text, StringComparison.Ordinal);
        Assert.Equal("false, false", await AreCancelledAsync([ids[0], ids[^1]]));

        Answer more = (await PostActionAsync([.. PostedForm.In(mistyped, "confirmed"), ("typed", "1,001")])).IsPage();
        Assert.Contains("1,000 cancelled.", more.Text, StringComparison.Ordinal);
        Assert.Equal("false, true", await AreCancelledAsync([ids[0], ids[^1]]));

        Answer answer = await PostActionAsync(PostedForm.In(more, "data-more"));
        Assert.Equal("/tasks?q=tag:many&told=cancel&changed=1001&unchanged=0&all=1", answer.Is(303).Location);
        Assert.Contains("1,001 cancelled.", (await Client.GetAsync(answer.Location!)).Text, StringComparison.Ordinal);
        Assert.Equal("true, true", await AreCancelledAsync([ids[0], ids[^1]]));
    }

    [Fact]
    public async Task A_search_without_such_tasks_has_nothing_to_change()
    {
        await SubmitManyAsync(1, "nothing-to-retry");
        Answer question = (await PostActionAsync(("action", "retry"), ("scope", "search"), ("q", "tag:nothing-to-retry"))).IsPage();

        Assert.Contains("There is nothing to retry", question.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("explode", "q", "", 400)]
    [InlineData("keep", "until", "2001-01-01T00:00:00.0000000Z", 422)]
    public async Task A_form_that_is_not_ours_changes_nothing(string action, string field, string value, int status)
    {
        TaskId id = await Server.SubmitWaitingAsync("add", new { x = 1, y = 2 });
        TaskView before = (await Server.Tasks.FindAsync(id, Waiting.Stop))!;

        (await PostActionAsync(("action", action), ("id", $"{id}"), ("confirmed", "yes"), (field, value))).IsPage(status);

        TaskView after = (await Server.Tasks.FindAsync(id, Waiting.Stop))!;
        Assert.Equal((before.Status, before.ExpiresAt, before.Kept), (after.Status, after.ExpiresAt, after.Kept));
    }

    [Fact]
    public async Task A_told_sentence_is_made_of_known_words_only()
    {
        Answer page = (await Client.GetAsync("/tasks?told=%3Cb%3E&changed=x&unchanged=1")).IsPage();
        Assert.DoesNotContain("data-told", page.Text, StringComparison.Ordinal);
    }

    private Task<Answer> PostActionAsync(params (string Name, string Value)[] fields) => Client.PostAsync("/tasks/actions", fields);

    private async Task<string> AreCancelledAsync(IReadOnlyList<TaskId> ids)
    {
        var cancelled = new List<bool>();
        foreach (TaskId id in ids)
        {
            cancelled.Add((await Server.Tasks.FindAsync(id, Waiting.Stop))?.Outcome == OutcomeState.Cancelled);
        }

        return string.Join(", ", cancelled.Select(isSo => isSo ? "true" : "false"));
    }
}
