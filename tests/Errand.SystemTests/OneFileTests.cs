namespace Errand.SystemTests;

/// <summary>The smallest program that a user may write.</summary>
public sealed class OneFileTests : SystemTest
{
    private static readonly TimeSpan BuildLimit = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData("")]
    [InlineData("#:property PublishAot=false\n")]
    public async Task A_one_file_program_serves_its_task(string properties)
    {
        await File.WriteAllTextAsync(Folder.File("add.cs"), $"""
            #:project {Repository.Root}/src/Errand/Errand.csproj
            {properties}using Errand;

            var app = ErrandApp.Create(args);
            app.MapTask("add", (int x, int y) => x + y);
            app.Run();

            """);
        // Nothing that the build starts may stay behind.
        ServerProcess server = Own(ServerProcess.Launch("dotnet", Folder.Path, ["run", "add.cs"],
        [
            AnyPort, ("MSBUILDDISABLENODEREUSE", "1"), ("UseSharedCompilation", "false"), ("DOTNET_CLI_TELEMETRY_OPTOUT", "1"), ("DOTNET_NOLOGO", "1"),
        ]));
        await server.StartedAsync(BuildLimit);

        SeenTask task = await ClientOf(server).SubmitAsync("add", new { x = 20, y = 22 }, "wait=30");

        Assert.Equal(("succeeded", "42"), (task.Outcome, task.ResultText));
    }
}
