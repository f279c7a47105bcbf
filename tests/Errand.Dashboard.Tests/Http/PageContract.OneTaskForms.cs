using System.Globalization;
using Errand.Dashboard.Tests.Servers;

namespace Errand.Dashboard.Tests.Http;

/// <summary>The forms of a task's page.</summary>
public abstract partial class PageContract
{
    [Fact]
    public async Task A_waiting_task_is_cancelled_at_once()
    {
        TaskId id = await Server.SubmitWaitingAsync("add", new { x = 1, y = 2 });

        Assert.Contains("The task is cancelled.", await PostedAsync(id, "cancel", "cancelled"), StringComparison.Ordinal);
        Assert.Equal(OutcomeState.Cancelled, (await Server.Tasks.FindAsync(id, Waiting.Stop))!.Outcome);
    }

    [Fact]
    public async Task A_running_task_is_asked_to_stop_once_that_was_confirmed()
    {
        Gate gate = Server.NewGate();
        TaskId id = await Server.SubmitHeldAsync(gate);

        Assert.DoesNotContain("open>", await PageOfAsync(id.Value), StringComparison.Ordinal);
        Assert.Contains("<dialog id=\"ask-cancel\"", await PageOfAsync(id.Value, "?ask=cancel"), StringComparison.Ordinal);
        Assert.Matches("<dialog id=\"ask-cancel\"[^>]* open", await PageOfAsync(id.Value, "?ask=cancel"));
        Answer answer = await Client.PostAsync($"/tasks/{id}/cancel");

        Assert.Equal(303, (int)answer.Status);
        Assert.Contains(answer.Location, (string[])[$"/tasks/{id}?told=cancelling", $"/tasks/{id}?told=cancelled"]);
        Assert.Equal(OutcomeState.Cancelled, (await Server.Tasks.WaitAsync(id, Waiting.Stop).Soon())!.Outcome);
    }

    [Fact]
    public async Task What_has_ended_meanwhile_is_not_cancelled_and_the_page_says_so()
    {
        TaskView task = await Server.RunAsync("add", new { x = 1, y = 2 });
        string text = await PostedAsync(new TaskId(task.Id), "cancel", "ended");

        Assert.Contains("Nothing was changed: the task had ended before it could be cancelled.", text, StringComparison.Ordinal);
        Assert.Contains("<span>succeeded</span>", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_task_is_retried()
    {
        TaskView task = await Server.RunAsync("fail", new { error = "no" }, new SubmitOptions { Queue = "served" });
        await Server.Tasks.PauseQueueAsync("served");

        Assert.Contains("The task runs again", await PostedAsync(new TaskId(task.Id), "retry", "retried"), StringComparison.Ordinal);
        await Server.Tasks.ResumeQueueAsync("served");
        Assert.Equal(2, (await Server.Tasks.WaitAsync(new TaskId(task.Id), Waiting.Stop).Soon())!.Attempt);
        Assert.Contains("The task has run again.", await PageOfAsync(task.Id, "?told=retried"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_retried_stays_and_the_page_says_why()
    {
        TaskId waiting = await Server.SubmitWaitingAsync("add", new { x = 1, y = 2 });
        TaskView done = await Server.RunAsync("add", new { x = 1, y = 2 });

        Assert.Contains("the task is not done yet", await PostedAsync(waiting, "retry", "not-finished"), StringComparison.Ordinal);
        Assert.Contains("the task has succeeded", await PostedAsync(new TaskId(done.Id), "retry", "succeeded"), StringComparison.Ordinal);
        Assert.Contains("the task is not done yet", await PostedAsync(waiting, "delete", "not-finished"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deleted_task_leads_back_to_the_list()
    {
        TaskView task = await Server.RunAsync("add", new { x = 1, y = 2 });
        Answer answer = await Client.PostAsync($"/tasks/{task.Id}/delete");

        Assert.Equal((303, "/tasks?told=deleted"), ((int)answer.Status, answer.Location));
        (await Client.GetAsync($"/tasks/{task.Id}")).IsPage(404);
    }

    [Fact]
    public async Task A_task_is_kept_with_a_note_and_released()
    {
        TaskView task = await Server.RunAsync("add", new { x = 1, y = 2 });
        var id = new TaskId(task.Id);

        string kept = await PostedAsync(id, "keep", "kept", ("for", "year"), ("note", " for <the> paper "));
        TaskView view = (await Server.Tasks.FindAsync(id, Waiting.Stop))!;

        Assert.Equal("for <the> paper", view.Kept!.Note);
        Assert.InRange(view.Kept.Until!.Value - task.FinishedAt!.Value, TimeSpan.FromDays(364), TimeSpan.FromDays(366));
        string day = view.Kept.Until.Value.UtcDateTime.ToString("d MMM yyyy", CultureInfo.InvariantCulture);
        Assert.Contains($"kept until {day}: for &lt;the&gt; paper", kept, StringComparison.Ordinal);

        Assert.Contains("kept forever", await PostedAsync(id, "keep", "kept", ("for", "forever"), ("note", "")), StringComparison.Ordinal);
        Assert.Equal(new TaskKeep(null, null), (await Server.Tasks.FindAsync(id, Waiting.Stop))!.Kept);

        Assert.DoesNotContain("kept forever", await PostedAsync(id, "release", "released"), StringComparison.Ordinal);
        Assert.Equal(task.ExpiresAt, (await Server.Tasks.FindAsync(id, Waiting.Stop))!.ExpiresAt);
    }

    [Fact]
    public async Task A_note_has_500_characters_at_most()
    {
        TaskView task = await Server.RunAsync("add", new { x = 1, y = 2 });
        var id = new TaskId(task.Id);

        await PostedAsync(id, "keep", "long-note", ("for", "week"), ("note", new string('n', 501)));
        Assert.Null((await Server.Tasks.FindAsync(id, Waiting.Stop))!.Kept);
        await PostedAsync(id, "keep", "kept", ("for", "week"), ("note", string.Concat(Enumerable.Repeat("\U0001f600", 500))));
        Assert.NotNull((await Server.Tasks.FindAsync(id, Waiting.Stop))!.Kept);
        (await Client.PostAsync($"/tasks/{id}/keep", ("for", "ages"))).IsPage(400);
        (await Client.PostAsync($"/tasks/{id}/keep")).IsPage(400);
    }

    [Theory]
    [InlineData("cancel")]
    [InlineData("retry")]
    [InlineData("delete")]
    [InlineData("keep")]
    [InlineData("release")]
    public async Task A_form_about_no_task_or_from_another_site_changes_nothing(string action)
    {
        foreach (string id in (string[])["999999999", "x"])
        {
            Assert.Contains(
                "There is no such task", (await Client.PostAsync($"/tasks/{id}/{action}", ("for", "week"))).IsPage(404).Text, StringComparison.Ordinal);
        }

        TaskView task = await Server.RunAsync("add", new { x = 1, y = 2 });
        (await Client.SendAsync(
            "POST", $"/tasks/{task.Id}/{action}", PageClient.FormOf(("for", "week")), ("Sec-Fetch-Site", "cross-site"))).IsPage(403);
        Assert.Equal(task.ExpiresAt, (await Server.Tasks.FindAsync(new TaskId(task.Id), Waiting.Stop))!.ExpiresAt);
    }

    [Fact]
    public async Task A_word_that_is_not_ours_tells_nothing()
    {
        TaskView task = await Server.RunAsync("add", new { x = 1, y = 2 });

        Assert.DoesNotContain("data-told", await PageOfAsync(task.Id, "?told=hacked"), StringComparison.Ordinal);
    }

    /// <summary>Posts a form, and returns the page that it leads to.</summary>
    private async Task<string> PostedAsync(TaskId id, string action, string told, params (string Name, string Value)[] fields)
    {
        Answer answer = await Client.PostAsync($"/tasks/{id}/{action}", fields);
        Assert.Equal((303, $"/tasks/{id}?told={told}"), ((int)answer.Status, answer.Location));
        return (await Client.GetAsync(answer.Location!)).IsPage().Text;
    }
}
