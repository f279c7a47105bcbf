using Errand.Tests.Web;

namespace Errand.Tests.Contract;

/// <summary>What a browser may do for a page of another site: nothing.</summary>
public abstract partial class HttpContract
{
    private static readonly (string, string)[] Evil = [("Origin", "https://evil.example"), ("Sec-Fetch-Site", "cross-site")];

    [Fact]
    public async Task A_page_of_another_site_cancels_nothing_and_submits_nothing()
    {
        long id = (await SubmitUnservedAsync()).Id;

        (await Client.PostAsync($"/v1/tasks/{id}/cancel", null, Evil)).IsProblem(403, "cross-origin");
        (await Client.PostAsync("/v1/types/add/tasks", Add, [("Idempotency-Key", $"evil-{id}"), .. Evil])).IsProblem(403, "cross-origin");
        (await Client.PostAsync("/v1/tasks", $$"""{"type":"add","args":{{Add}}}""", Evil)).IsProblem(403, "cross-origin");
        (await Client.PostAsync("/v1/tasks/batch", $$"""[{"type":"add","args":{{Add}}}]""", Evil)).IsProblem(403, "cross-origin");
        Answer flask = await Client.PostAsync("/task/new", """{"required_arg":"test"}""", Evil);
        Answer first = await Client.PostAsync("/v1/types/add/tasks", Add, ("Idempotency-Key", $"evil-{id}"));

        Assert.Equal((403, "application/json"), ((int)flask.Status, flask.ContentType));
        Assert.Contains("FRONTEND_URL", flask.String("message"), StringComparison.Ordinal);
        Assert.Equal("waiting", (await Client.GetAsync($"/v1/tasks/{id}")).String("status"));
        Assert.Null(first.Header("Idempotency-Replayed"));
        Assert.Equal(202, (int)first.Status);
    }

    [Fact]
    public async Task A_name_that_is_not_the_servers_is_refused_on_every_route()
    {
        foreach (string path in new[] { "/ping", "/health/live", "/v1/types", "/v1/tasks/1", "/nope" })
        {
            Assert.Contains(
                "ALLOWED_HOSTS", (await Client.GetAsync(path, ("Host", "evil.example"))).IsProblem(400, "wrong-host").String("detail"),
                StringComparison.Ordinal);
        }

        Assert.Contains(
            "ALLOWED_HOSTS", (await Client.GetAsync("/task/1/view", ("Host", "evil.example"))).String("message"), StringComparison.Ordinal);
    }
}
