namespace Errand.Tests.Web;

public sealed class PreferTests
{
    [Theory]
    [InlineData("wait=0", "wait=0")]
    [InlineData("WAIT = 0.5", "wait=0.5")]
    [InlineData("wait=\"0\"", "wait=0")]
    [InlineData("respond-async, wait=0; foo=bar", "wait=0")]
    [InlineData("foo=\"wait=9, return=minimal\", wait=0", "wait=0")]
    [InlineData("wait=0, wait=9", "wait=0")]
    [InlineData("return=minimal, wait=0", "wait=0, return=minimal")]
    [InlineData("return=representation", null)]
    [InlineData("return=odd", null)]
    [InlineData("waiting=5, \"", null)]
    [InlineData(",,", null)]
    public async Task A_preference_is_read_as_its_rfc_says(string prefer, string? applied)
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Put(TestTasks.Waiting(1));

        Answer answer = await server.GetAsync("/v1/tasks/1", ("Prefer", prefer));

        Assert.Equal(200, (int)answer.Status);
        Assert.Equal(applied, answer.Header("Preference-Applied"));
    }

    [Theory]
    [InlineData("wait=-1")]
    [InlineData("wait=soon")]
    [InlineData("wait")]
    [InlineData("wait=\"5")]
    [InlineData("wait=NaN")]
    public async Task A_wait_that_is_no_number_is_malformed(string prefer)
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Put(TestTasks.Waiting(1));

        (await server.GetAsync("/v1/tasks/1", ("Prefer", prefer))).IsProblem(400, "malformed-request");
        (await server.PostAsync("/v1/types/free/tasks", "{}", ("Prefer", prefer))).IsProblem(400, "malformed-request");
    }

    [Fact]
    public async Task Several_headers_are_one_list_and_the_query_goes_first()
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Put(TestTasks.Done(1));

        Answer several = await server.GetAsync("/v1/tasks/1", ("Prefer", "return=minimal"), ("Prefer", "wait=7"));
        Answer both = await server.GetAsync("/v1/tasks/1?wait=3", ("Prefer", "wait=7"));

        Assert.Equal("wait=7, return=minimal", several.Header("Preference-Applied"));
        Assert.Equal("""{"id":1,"status":"done"}""", several.Text);
        Assert.Equal("wait=3", both.Header("Preference-Applied"));
    }

    [Theory]
    [InlineData("61")]
    [InlineData("1e300")]
    [InlineData("99999999999999999999")]
    public async Task More_than_sixty_seconds_count_as_sixty(string wait)
    {
        await using WebServer server = await WebServer.StartAsync();
        server.Store.Put(TestTasks.Done(1));

        Assert.Equal("wait=60", (await server.GetAsync($"/v1/tasks/1?wait={wait}")).Header("Preference-Applied"));
    }
}
