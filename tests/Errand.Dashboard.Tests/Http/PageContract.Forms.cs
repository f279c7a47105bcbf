using Errand.Dashboard.Tests.Servers;

namespace Errand.Dashboard.Tests.Http;

/// <summary>Forms that change something.</summary>
public abstract partial class PageContract
{
    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Sec-Fetch-Site", "other")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://127.0.0.1:1")]
    public async Task Pages_of_other_sites_change_nothing(string header, string value)
    {
        TaskId id = await Server.SubmitWaitingAsync("add", new { x = 1, y = 2 });

        Answer answer = await Client.SendAsync("POST", $"/tasks/{id}/cancel", PageClient.FormOf(), (header, value));

        Assert.Contains("another site", answer.IsPage(403).Text, StringComparison.Ordinal);
        Assert.Equal(TaskState.Waiting, (await Server.Tasks.FindAsync(id))!.Status);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "same-origin")]
    [InlineData("Sec-Fetch-Site", "none")]
    [InlineData("User-Agent", "curl/8.0")]
    [InlineData("Origin", "own")]
    public async Task A_form_of_the_servers_own_page_leads_to_what_has_become_of_it(string header, string value)
    {
        TaskId id = await Server.SubmitWaitingAsync("add", new { x = 1, y = 2 });
        string sent = value == "own" ? Server.Address.GetLeftPart(UriPartial.Authority) : value;

        Answer answer = await Client.SendAsync("POST", $"/tasks/{id}/cancel", PageClient.FormOf(), (header, sent));

        Assert.Equal((303, $"/tasks/{id}?told=cancelled"), ((int)answer.Status, answer.Location));
        Assert.Equal(OutcomeState.Cancelled, (await Server.Tasks.FindAsync(id))!.Outcome);
        Assert.Contains("The task is cancelled.", (await Client.GetAsync(answer.Location!)).IsPage().Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5000, 1)]
    [InlineData(1, 5_000_000)]
    public async Task A_form_that_is_too_large_is_refused_with_a_page(int fields, int length)
    {
        TaskId id = await Server.SubmitWaitingAsync("add", new { x = 1, y = 2 });
        string value = new('x', length);

        Answer answer = await Client.PostAsync($"/tasks/{id}/keep", [.. Enumerable.Range(0, fields).Select(field => ($"field{field}", value))]);

        Assert.Contains("The form cannot be read", answer.IsPage(400).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Looking_at_an_address_that_forms_post_to_changes_nothing()
    {
        TaskId id = await Server.SubmitWaitingAsync("add", new { x = 1, y = 2 });

        (await Client.GetAsync($"/tasks/{id}/cancel")).IsPage(404);

        Assert.Equal(TaskState.Waiting, (await Server.Tasks.FindAsync(id))!.Status);
    }
}
