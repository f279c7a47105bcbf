using System.Security.Cryptography;

namespace Errand.SystemTests;

/// <summary>Database files that are not ours to write to, and one that is shared.</summary>
public sealed class FileTests : SystemTest
{
    private const int ConfigurationError = 78;

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_alone()
    {
        await File.WriteAllTextAsync(Folder.Database, string.Concat(Enumerable.Repeat("My holiday pictures, not a database. ", 300)));

        Assert.Contains("not a SQLite database", await RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_database_of_another_program_is_refused_and_left_alone()
    {
        new DatabaseFile(Folder.Database).Run(
            "CREATE TABLE song (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO song (name) VALUES ('Imagine')");

        Assert.Contains("another program", await RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused_and_left_alone()
    {
        ServerProcess server = await StartAsync("");
        await server.SignalAsync(Signal.Terminate);
        Assert.Equal(0, await server.ExitAsync());
        new DatabaseFile(Folder.Database).Run("PRAGMA user_version = 1000");

        Assert.Contains("newer version", await RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_does_not_exist_is_refused_and_not_created()
    {
        ServerProcess server = Launch("", AnyPort, ("DATABASE_URL", "sqlite:missing/errand.db"));

        Assert.Equal(ConfigurationError, await server.ExitAsync());
        Assert.Contains("missing", Assert.Single(server.Errors.Lines, line => line.Length > 0), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Folder.File("missing")));
    }

    [Fact]
    public async Task What_waited_while_no_handler_was_there_runs_at_once_when_one_starts()
    {
        ServerProcess web = await StartAsync("web");
        SeenTask task = await ClientOf(web).SubmitAsync("add", new { x = 1, y = 2 });
        await web.SignalAsync(Signal.Terminate);
        Assert.Equal(0, await web.ExitAsync());

        TaskClient client = ClientOf(await StartAsync(""));

        // The routine look at the store comes every 30 s; this must not wait for it.
        Assert.Equal("3", (await client.DoneAsync(task.Id, TimeSpan.FromSeconds(10))).ResultText);
    }

    [Fact]
    public async Task A_second_server_on_the_same_file_works()
    {
        TaskClient first = ClientOf(await StartAsync(""));
        TaskClient second = ClientOf(await StartAsync(""));

        SeenTask one = await first.SubmitAsync("add", new { x = 1, y = 2 });
        SeenTask two = await second.SubmitAsync("add", new { x = 3, y = 4 });

        Assert.Equal("3", (await second.DoneAsync(one.Id)).ResultText);
        Assert.Equal("7", (await first.DoneAsync(two.Id)).ResultText);
    }

    /// <summary>What it says, with the file as it was, byte for byte.</summary>
    private async Task<string> RefusalAsync()
    {
        byte[] before = SHA256.HashData(await File.ReadAllBytesAsync(Folder.Database));
        ServerProcess server = Launch("", AnyPort);

        Assert.Equal(ConfigurationError, await server.ExitAsync());
        string sentence = Assert.Single(server.Errors.Lines, line => line.Length > 0);
        Assert.Contains("errand.db", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", server.Output.Text + sentence, StringComparison.Ordinal);
        Assert.Equal(before, SHA256.HashData(await File.ReadAllBytesAsync(Folder.Database)));
        return sentence;
    }
}
