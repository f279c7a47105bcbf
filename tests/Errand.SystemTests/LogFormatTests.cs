using System.Text.Json;

namespace Errand.SystemTests;

/// <summary>The form of the log is the operator's choice.</summary>
public sealed class LogFormatTests : SystemTest
{
    private const string Name = "Logging__Console__FormatterName";
    private const string FirstLine = "holds the tasks";

    [Fact]
    public async Task Unless_set_it_is_for_people_and_the_notice_stands_on_the_standard_error()
    {
        ServerProcess server = await StartAsync("");

        string line = await server.LineAsync(FirstLine);

        Assert.Matches("^20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z info: .*\\[4000\\]", line);
        Assert.DoesNotContain("Errand is running", server.Output.Text, StringComparison.Ordinal);
        Assert.Contains("Errand is running", server.Errors.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("environment", "json")]
    [InlineData("environment", "JSON")]
    [InlineData("command line", "json")]
    [InlineData(".env", "json")]
    [InlineData("appsettings.json", "json")]
    public async Task As_JSON_each_line_is_an_object_and_there_is_no_notice(string source, string value)
    {
        ServerProcess server = await LaunchFromAsync(source, Name, value);

        string line = await server.LineAsync(FirstLine);
        await server.SignalAsync(Signal.Terminate);
        Assert.Equal(0, await server.ExitAsync());

        using var json = JsonDocument.Parse(line);
        Assert.Equal(4000, json.RootElement.GetProperty("EventId").GetInt32());
        Assert.Matches("^20[0-9]{2}-[0-9]{2}-[0-9]{2}T.*Z$", json.RootElement.GetProperty("Timestamp").GetString());
        Assert.All(server.Output.Lines.Where(written => written.Length > 0), written => JsonDocument.Parse(written).Dispose());
        Assert.Equal("", server.Errors.Text.Trim());
    }

    [Fact]
    public async Task As_systemd_has_it_each_line_begins_with_its_level()
    {
        ServerProcess server = await LaunchFromAsync("environment", Name, "systemd");

        Assert.StartsWith("<6>", await server.LineAsync(FirstLine), StringComparison.Ordinal);
        Assert.Equal("", server.Errors.Text.Trim());
    }

    [Theory]
    [InlineData("environment")]
    [InlineData("command line")]
    [InlineData(".env")]
    [InlineData("appsettings.json")]
    public async Task The_settings_of_the_formatter_are_heeded(string source)
    {
        ServerProcess server = await LaunchFromAsync(source, "Logging__Console__FormatterOptions__TimestampFormat", "yyyy/MM ");

        Assert.Matches("^20[0-9]{2}/[0-9]{2} info: ", await server.LineAsync(FirstLine));
    }

    [Theory]
    [InlineData(Name, "jsn")]
    [InlineData("Logging__Console__FormatterOptions__SingleLine", "perhaps")]
    [InlineData("Logging__LogLevel__Default", "Loud")]
    public async Task A_wrong_setting_of_the_log_stops_the_start_with_a_sentence(string name, string value)
    {
        ServerProcess server = await LaunchFromAsync("environment", name, value);

        Assert.Equal(78, await server.ExitAsync());
        string sentence = Assert.Single(server.Errors.Lines, line => line.Length > 0);
        Assert.Contains(value, sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", sentence, StringComparison.Ordinal);
    }

    private async Task<ServerProcess> LaunchFromAsync(string source, string name, string value)
    {
        string key = name.Replace("__", ":", StringComparison.Ordinal);
        switch (source)
        {
            case "environment":
                return Launch("", AnyPort, (name, value));
            case "command line":
                return Own(ServerProcess.Launch(Folder.Path, [$"--{key}", value], [AnyPort]));
            case ".env":
                await File.WriteAllTextAsync(Folder.File(".env"), $"{name}=\"{value}\"\n");
                break;
            default:
                string[] path = key.Split(':');
                string json = path.Reverse().Aggregate($"\"{value}\"", (inner, section) => $"{{\"{section}\":{inner}}}");
                await File.WriteAllTextAsync(Folder.File("appsettings.json"), json);
                break;
        }

        return Launch("", AnyPort);
    }
}
