using Errand.Dashboard.Tests.Servers;

namespace Errand.Dashboard.Tests.Http;

/// <summary>Addresses and methods.</summary>
public abstract partial class PageContract
{
    [Theory]
    [InlineData("/tasks/1/nothing/here")]
    [InlineData("/tasks/x/y")]
    [InlineData("/queues/x/y")]
    public async Task An_address_that_leads_nowhere_is_answered_with_a_page(string path)
    {
        Answer answer = (await Client.GetAsync(path)).IsPage(404);

        Assert.Contains("There is no such page", answer.Text, StringComparison.Ordinal);
        Assert.Contains("href=\"/tasks\"", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_head_of_a_page_has_its_headers_and_no_content()
    {
        Answer page = await Client.GetAsync("/tasks");
        Answer head = (await Client.SendAsync("HEAD", "/tasks", null)).IsPage();

        Assert.Empty(head.Bytes);
        string[] ownOfEach = ["Date", "Server-Timing", "Transfer-Encoding", "Content-Length"];
        Assert.Equal(
            page.Headers.Keys.Except(ownOfEach).Order(StringComparer.Ordinal),
            head.Headers.Keys.Except(ownOfEach).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_page_that_is_only_looked_at_takes_no_form() =>
        (await Client.PostAsync("/tasks", ("x", "1"))).Is(405);
}
