using System.Globalization;
using Errand.Tests.Web;

namespace Errand.Tests.Contract;

/// <summary>What other servers got wrong, by public reports, and this one does not.</summary>
public abstract partial class HttpContract
{
    [Theory]
    [InlineData("2026-01-02T03:04:05.678Z", "Utc")]
    [InlineData("2026-01-02T03:04:05.678", "Unspecified")]
    [InlineData("2026-01-02T03:04:05.678+05:30", "Local")]
    [InlineData("0001-01-01T00:00:00", "Unspecified")]
    [InlineData("9999-12-31T23:59:59.9999999Z", "Utc")]
    public async Task A_DateTime_keeps_its_kind(string at, string kind)
    {
        Answer done = await Client.SubmitAsync("moment", $$"""{"at":"{{at}}"}""", "?wait=60");

        string returned = done.Json.GetProperty("result").GetProperty("at").GetString()!;
        Assert.Equal(kind, done.Json.GetProperty("result").GetProperty("kind").GetString());
        if (kind == "Local")
        {
            Assert.Equal(
                DateTimeOffset.Parse(at, CultureInfo.InvariantCulture), DateTimeOffset.Parse(returned, CultureInfo.InvariantCulture));
        }
        else
        {
            Assert.Equal(at, returned);
        }
    }

    [Theory]
    [InlineData("2026-02-28", "13:14:15")]
    [InlineData("0001-01-01", "00:00:00")]
    [InlineData("9999-12-31", "23:59:59.9999999")]
    [InlineData("2024-02-29", "00:00:00.0000001")]
    public async Task A_date_and_a_time_come_back_as_they_were(string day, string time)
    {
        Answer done = await Client.SubmitAsync("calendar", $$"""{"day":"{{day}}","time":"{{time}}"}""", "?wait=60");

        Assert.Equal($$"""{"day":"{{day}}","time":"{{time}}"}""", done.Raw("result"));
    }

    [Theory]
    [InlineData("2026-02-30", "13:14:15")]
    [InlineData("2026-02-28T00:00:00", "13:14:15")]
    [InlineData("2026-02-28", "24:00:00")]
    [InlineData("2026-02-28", "25:00")]
    public async Task What_is_no_date_or_time_is_refused(string day, string time) =>
        (await Client.PostAsync("/v1/types/calendar/tasks", $$"""{"day":"{{day}}","time":"{{time}}"}""")).IsProblem(422, "invalid-args");

    [Fact]
    public async Task The_text_of_an_exception_may_be_of_any_length()
    {
        Answer done = await Client.SubmitAsync("loud", """{"length":5000000}""", "?wait=60&maxAttempts=1");

        Assert.Equal(("failed", 1), (done.String("outcome"), (int)done.Number("attempt")));
        string message = done.Json.GetProperty("error").GetProperty("message").GetString()!;
        Assert.StartsWith("éé", message, StringComparison.Ordinal);
        Assert.EndsWith("…", message, StringComparison.Ordinal);
        Assert.InRange(message.Length, 1000, 10_000);
        Assert.Equal("3", (await Client.SubmitAsync("add", Add, "?wait=60")).Raw("result")); // The slot is free again.
    }

    [Fact]
    public async Task Weak_tags_lists_of_tags_and_a_star_are_understood()
    {
        long id = (await SubmitUnservedAsync()).Id;
        string tag = (await Client.GetAsync($"/v1/tasks/{id}")).Header("ETag")!;

        foreach (string known in new[] { tag, $"W/{tag}", $"\"other\", {tag}", $"W/\"other\" , W/{tag},\"third\"", "*" })
        {
            Assert.Equal(304, (int)(await Client.GetAsync($"/v1/tasks/{id}", ("If-None-Match", known))).Status);
        }

        foreach (string other in new[] { "\"other\"", "W/\"other\", \"third\"", tag.Trim('"'), $"\"{tag.Trim('"')}x\"" })
        {
            Assert.Equal(200, (int)(await Client.GetAsync($"/v1/tasks/{id}", ("If-None-Match", other))).Status);
        }
    }
}
