namespace Errand.Tests.Hosting;

/// <summary>A SQLite file may be called whatever the file system allows.</summary>
public sealed class DatabasePathTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("errand-");

    [Theory]
    [InlineData("with spaces .db")]
    [InlineData("50%20off%.db")]
    [InlineData("semi;Mode=Memory;.db")]
    [InlineData("what?mode=memory.db")]
    [InlineData("sharp#1.db")]
    [InlineData("it's \"quoted\".db")]
    [InlineData("b\u00fccher \u6570\u636e \ud83d\ude00.db")]
    [InlineData("Data Source=other.db")]
    [InlineData("{braces}&more,+$!.db")]
    [InlineData("back\\slash.db")]
    [InlineData("line\nbreak.db")]
    [InlineData("file:x.db")]
    [InlineData(":memory:")]
    public async Task A_task_runs_and_is_in_the_file_of_this_name(string name)
    {
        string path = Path.Combine(_folder.FullName, name);
        await using (ErrandApp app = Create(path))
        {
            await app.StartAsync(Waiting.Stop);
            TaskId id = await app.Tasks.SubmitAsync("add", new { x = 1, y = 2 }, null, Waiting.Stop);
            Assert.Equal(3, (await app.Tasks.WaitAsync(id, Waiting.Stop))!.Result!.Value.GetInt32());
            await app.StopAsync(Waiting.Stop).Soon();
        }

        Assert.True(new FileInfo(path).Length > 0);
        Assert.All(_folder.EnumerateFileSystemInfos(), file => Assert.StartsWith(name, file.Name, StringComparison.Ordinal));
        await using ErrandApp again = Create(path);
        await again.StartAsync(Waiting.Stop);
        Assert.Equal(TaskState.Done, (await again.Tasks.FindAsync(new TaskId(1), Waiting.Stop))!.Status);
        await again.StopAsync(Waiting.Stop).Soon();
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static ErrandApp Create(string path)
    {
        var app = ErrandApp.Create(
            ["handler", "--DATABASE_URL", $"sqlite:{path}", "--SHUTDOWN_GRACE", "0", "--Logging:LogLevel:Default", "None"]);
        app.MapTask("add", (int x, int y) => x + y);
        return app;
    }
}
