using Errand.Tests.Web;

namespace Errand.Tests.Contract;

/// <summary>The settings of a process.</summary>
public abstract partial class HttpContract
{
    [Fact]
    public async Task The_settings_of_a_process_are_listed_without_secrets()
    {
        Answer answer = await Client.GetAsync("/v1/settings");

        Assert.Equal((200, "application/json", "no-store"), ((int)answer.Status, answer.ContentType, answer.Header("Cache-Control")));
        var settings = answer.Json.GetProperty("items").EnumerateArray().ToDictionary(setting => setting.GetProperty("name").GetString()!);
        Assert.All(settings.Values, setting => Assert.Equal(
            ["name", "value", "secret", "source", "default", "description"], setting.EnumerateObject().Select(member => member.Name)));
        Assert.Equal(("8", "command line"), Told("HANDLER_CONCURRENCY"));
        Assert.Equal(("default,served", "command line"), Told("HANDLER_QUEUES"));
        Assert.Equal((null, "command line"), Told("DATABASE_URL"));
        Assert.True(settings["DATABASE_URL"].GetProperty("secret").GetBoolean());
        Assert.Equal("default", settings["JANITORS"].GetProperty("source").GetString());

        (string? Value, string? Source) Told(string name) =>
            (settings[name].GetProperty("value").GetString(), settings[name].GetProperty("source").GetString());
    }
}
