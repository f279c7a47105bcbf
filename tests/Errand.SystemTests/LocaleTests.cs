using Errand.TestDatabases;

namespace Errand.SystemTests;

/// <summary>A server is the same under every locale: README's program, as a process of its own.</summary>
[Collection(ReadmeProgram.Collection)]
public sealed class LocaleTests(ReadmeProgram program) : SystemTest
{
    private static readonly string[] Locales = ["sv_SE.UTF-8", "fa_IR.UTF-8", "ar_SA.UTF-8", "tr_TR.UTF-8"];

    [Fact]
    public async Task On_SQLite_answers_log_and_exit_are_the_same_under_every_locale()
    {
        IReadOnlyList<string> expected = await SeenAsync("C", "sqlite:tasks.db");
        foreach (string locale in Locales)
        {
            Compare(locale, expected, await SeenAsync(locale, "sqlite:tasks.db"));
        }
    }

    [Fact]
    public async Task On_PostgreSQL_answers_log_and_exit_are_the_same_under_every_locale()
    {
        Assert.SkipUnless(
            PostgresBinaries.AreInstalled || Environment.GetEnvironmentVariable("CI") is "true",
            $"PostgreSQL is not installed; {PostgresBinaries.Variable} may name the folder of its programs.");
        PostgresServer server = await PostgresServer.SharedAsync();
        IReadOnlyList<string> expected = await SeenOnAsync(server, "C");
        foreach (string locale in Locales)
        {
            Compare(locale, expected, await SeenOnAsync(server, locale));
        }
    }

    [Fact]
    public async Task The_other_servers_of_these_tests_run_under_such_a_locale_too()
    {
        SeenTask task = await ClientOf(await StartAsync("")).SubmitAsync("culture", new { }, "wait=30");

        Assert.Equal("\"fa-IR\"", task.ResultText);
    }

    private async Task<IReadOnlyList<string>> SeenOnAsync(PostgresServer server, string locale)
    {
        await using PostgresDatabase database = await server.CreateDatabaseAsync();
        return [.. (await SeenAsync(locale, database.Url)).Select(
            text => text.Replace(database.Name, "(database)", StringComparison.Ordinal))];
    }

    /// <summary>All that there is to see of a server from its start to its stop.</summary>
    private async Task<IReadOnlyList<string>> SeenAsync(string locale, string database)
    {
        using var folder = new TestFolder();
        await using var server = ServerProcess.Launch(
            "dotnet", folder.Path, [program.Dll], [AnyPort, ("LC_ALL", locale), ("DATABASE_URL", database)]);
        await server.StartedAsync();
        await using var client = new TaskClient(server.Address!);
        IReadOnlyList<string> answers = await Conversation.HoldAsync(client.Http);
        await server.SignalAsync(Signal.Terminate);
        int exitCode = await server.ExitAsync();
        Assert.Equal(0, exitCode);
        Assert.Contains("\"result\":3,", answers[0], StringComparison.Ordinal);
        return
        [
            .. answers,
            .. server.Output.Lines.Concat(server.Errors.Lines).Select(
                line => Likeness.Of(line.Replace(folder.Path, "(folder)", StringComparison.Ordinal))),
        ];
    }

    private static void Compare(string locale, IReadOnlyList<string> expected, IReadOnlyList<string> seen)
    {
        foreach ((string left, string right) in expected.Zip(seen))
        {
            Assert.True(left == right, $"Under {locale}:\n{right}\ninstead of:\n{left}");
        }

        Assert.Equal(expected.Count, seen.Count);
    }
}
